import Logging
import ProviderKit

/// Takes notifications to the malls until they say `{"result":"OK"}` (ledger, rule 5).
///
/// At least once, in order for each payment. A delivery goes on beside the others, and only so many go to one mall, so
/// one that does not answer delays nobody else.
struct Courier: Sendable {
    let store: any PaymentStore
    let directory: MallDirectory
    let providers: ProviderDirectory
    let keys: ServiceKeys
    let encoding: Cafe24Settings.NotificationEncoding
    var post: MallPost
    let load: MallLoad
    let clock: any ProviderClock
    let random: any RandomSource
    let logger: Logger

    /// Longer than a delivery takes, so that no second courier sends the same one meanwhile.
    private static let lease = Duration.seconds(30)

    /// How long a delivery may go on once the shutdown has begun. One that is broken off is sent again by the next
    /// process, and the shutdown ends within two seconds.
    static let grace = Duration.seconds(1)

    /// A mall that takes longer than half of what it is given is in trouble, whatever it says in the end.
    static let promptness = Duration.seconds(5)

    /// One turn. It waits for no mall: deliveries go on beside the turns that follow.
    func takeUpWhatIsDue(in group: inout DiscardingTaskGroup) async {
        // Until nothing is left but what goes to malls that are busy.
        while case let due = await taken(), !due.isEmpty {
            for (entry, payment) in due { group.addTask { await deliver(entry, of: payment) } }
        }
    }

    /// What is due now, one after the other and each to its end.
    func deliverDue() async {
        for (entry, payment) in await taken() { await deliver(entry, of: payment) }
    }

    private func taken() async -> [(entry: OutboxEntry, payment: Payment)] {
        do {
            for room in load.rooms {
                let taken = try await store.takeNotifications(
                    at: clock.now(),
                    lease: Self.lease,
                    notTo: room.busyMalls,
                    limit: room.limit
                )
                for (_, payment) in taken { load.begin(payment.order.mall) }
                if !taken.isEmpty { return taken }
            }
            return []
        } catch {
            logger.error("the courier could not ask the database", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func deliver(_ entry: OutboxEntry, of payment: Payment) async {
        let began = clock.now()
        let trouble = await trouble(with: entry.notification, of: payment)
        let now = clock.now()
        await record(trouble, of: entry, payment.key, at: now)
        load.end(payment.order.mall, isInTrouble: trouble != nil || now - began > Self.promptness)
    }

    private func record(_ trouble: String?, of entry: OutboxEntry, _ key: PaymentKey, at now: Timestamp) async {
        var trouble = trouble
        var next =
            trouble == nil ? nil : DeliverySchedule.next(after: entry.attempts, since: entry.began, at: now, random)
        if trouble != nil, Task.isCancelled { (trouble, next) = ("broken off by the gateway's shutdown", now) }
        if let trouble {
            logger.warning(
                next == nil ? "a notification is parked" : "a notification was not taken",
                metadata: ["payment": "\(key.short)", "id": "\(entry.id)", "trouble": "\(trouble)"]
            )
        }
        do {
            try await store.recordDelivery(of: entry, trouble: trouble, next: next, at: now)
        } catch {
            logger.error("a delivery could not be recorded", metadata: ["id": "\(entry.id)", "error": "\(error)"])
        }
    }

    /// The address was allowed when it came; it must still be one of the mall's when it is used. A mall that has left
    /// the configuration has no list any more: it is told all the same, as long as that leads to the public internet.
    private func admission(of url: OutsideURL, _ mall: String) -> AllowedOrigins.Admission? {
        guard let mall = directory.mall(mall) else { return .domain }
        return mall.origins.admission(of: url)
    }

    private func trouble(with notification: MallNotification, of payment: Payment) async -> String? {
        guard let url = try? OutsideURL(notification.url), let admission = admission(of: url, payment.order.mall) else {
            return "the address is not one of the mall's any more"
        }
        let body = NotificationBody(
            notification: notification,
            payment: payment,
            manifest: providers.manifest(of: payment.instance),
            keys: keys
        ).encoded(as: encoding)
        var post = post
        post.egress = post.egress.counted(by: load, as: payment.order.mall)
        return await post.send(body.bytes, body.contentType, to: url, admission)
    }
}
