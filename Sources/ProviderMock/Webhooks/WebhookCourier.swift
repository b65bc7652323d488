import HTTPTypes
import Logging
import ProviderKit

/// Sends the webhooks of one merchant.
struct WebhookCourier: Sendable {
    /// How long the gateway may take to acknowledge.
    static let deadline = Duration.seconds(5)

    let outbox: WebhookOutbox
    let faults: FaultQueue
    let services: ProviderServices
    /// Signs; the newest of the keys.
    let key: Secret

    /// Makes an attempt for every webhook that is due now.
    ///
    /// Those of one session go out one after the other, so that their order holds; sessions do not wait for each other.
    func sendDue() async {
        do {
            let due = try await outbox.due(at: services.clock.now())
            let sessions = Dictionary(grouping: due) { $0.message.session }
            await withDiscardingTaskGroup { group in
                for webhooks in sessions.values {
                    group.addTask { for webhook in webhooks { await send(webhook) } }
                }
            }
        } catch {
            services.logger.warning("webhooks wait for the database", metadata: ["error": "\(error)"])
        }
    }

    /// Makes one attempt, unless somebody else is at it.
    func send(_ webhook: Webhook) async {
        do {
            guard let taken = try await outbox.take(webhook, at: services.clock.now()) else { return }
            try await attempt(taken)
        } catch {
            services.logger.warning("a webhook waits for the database", metadata: ["error": "\(error)"])
        }
    }

    private func attempt(_ webhook: Webhook) async throws(ProviderError) {
        let fault = try await faults.next(for: .webhook)
        if let fault, fault.kind == .delay {
            var later = webhook
            later.attempts -= 1
            return try await outbox.postpone(later, to: services.clock.now() + fault.pause)
        }
        if await isAcknowledged(webhook, under: fault) { return try await outbox.remove(webhook) }
        if let next = webhook.retry(at: services.clock.now()) {
            try await outbox.postpone(webhook, to: next)
        } else {
            try await outbox.remove(webhook)
            services.logger.warning("a webhook was given up", metadata: ["id": "\(webhook.message.id)"])
        }
    }

    /// Sends a webhook once, as its fault has it.
    private func isAcknowledged(_ webhook: Webhook, under fault: Fault?) async -> Bool {
        switch fault?.kind {
        case .timeoutBeforeCommit, .hang, .serverError: return false
        default: break
        }
        var body = webhook.message.falsified(by: fault).body
        if fault?.kind == .garbage { body.removeLast(min(body.count, 1)) }
        var signature = WebhookSignature.sign(body, with: key)
        if fault?.kind == .badSignature { signature = String(signature.reversed()) }
        guard let request = HTTPRequest(webhookTo: webhook.address, signature: signature) else { return false }
        do {
            let answer = try await services.http.send(request, body: body, deadline: Self.deadline)
            return answer.status.kind == .successful && fault?.kind != .timeoutAfterCommit
        } catch {
            return false
        }
    }
}

extension HTTPRequest {
    /// A webhook to an absolute address; `nil` where it is none.
    init?(webhookTo address: String, signature: String) {
        guard let colon = address.firstRange(of: "://"), let name = HTTPField.Name(WebhookSignature.header) else {
            return nil
        }
        let rest = address[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        self.init(
            method: .post,
            scheme: String(address[..<colon.lowerBound]),
            authority: String(authority),
            path: path.hasPrefix("/") ? String(path) : "/" + path,
            headerFields: [.contentType: "application/json", name: signature]
        )
    }
}
