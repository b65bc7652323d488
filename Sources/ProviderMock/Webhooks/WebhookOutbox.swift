import ProviderKit

/// The webhooks of one merchant that wait to be sent, in the order they are due.
///
/// They stand in the instance's storage under keys that begin with the moment they are due: whoever lists them reads
/// no more than is due.
struct WebhookOutbox: Sendable {
    /// How long a taken webhook is left to who took it: longer than any attempt.
    static let lease = Duration.seconds(30)
    static let pageSize = 100

    private let storage: any ProviderStorage
    private let records: RecordStore
    private let prefix: String

    /// - Parameters:
    ///   - merchant: The `publicKey`. Hashed, because it may be longer than a key of the storage.
    ///   - storage: The instance's storage.
    init(of merchant: String, in storage: any ProviderStorage) {
        self.storage = storage
        records = RecordStore(storage: storage)
        prefix = "webhook/\(Signature.hmacSHA256("webhooks".utf8, key: Secret(merchant)).prefix(8).hexadecimal)/"
    }

    /// Adds a webhook; the same one twice is once.
    func add(_ webhook: Webhook) async throws(ProviderError) {
        _ = try await records.insert(key(webhook), webhook)
    }

    /// The first webhooks that are due and that nobody is sending.
    func due(at now: Timestamp) async throws(ProviderError) -> [Webhook] {
        var free: [Webhook] = []
        var last: String?
        while free.count < Self.pageSize {
            let page = try await storage.list(prefix: prefix, after: last, limit: Self.pageSize)
            var waits = page.count < Self.pageSize
            for (_, value) in page {
                let webhook = try RecordStore.decode(Webhook.self, value.data)
                if webhook.due > now { waits = true } else if isFree(webhook, now) { free.append(webhook) }
            }
            guard !waits, let next = page.last?.key else { break }
            last = next
        }
        return free
    }

    /// Takes a webhook for one attempt.
    ///
    /// - Returns: The webhook with this attempt counted; `nil` where it is sent, or in other hands.
    func take(_ webhook: Webhook, at now: Timestamp) async throws(ProviderError) -> Webhook? {
        try await records.update(key(webhook), as: Webhook.self) { record throws(ProviderError) in
            guard let stored = record, isFree(stored, now) else { return nil }
            record?.attempts += 1
            record?.lease = now + Self.lease
            return record
        }
    }

    func remove(_ webhook: Webhook) async throws(ProviderError) {
        try await records.update(key(webhook), as: Webhook.self) { record throws(ProviderError) in record = nil }
    }

    /// Puts a webhook back for later. A crash in between leaves it twice, which does no harm.
    func postpone(_ webhook: Webhook, to moment: Timestamp) async throws(ProviderError) {
        var later = webhook
        // A moment of its own, so that the two never share a key.
        later.due = max(moment, webhook.due + .milliseconds(1))
        later.lease = nil
        try await add(later)
        try await remove(webhook)
    }

    /// Whether the webhook waits for its first attempt, or somebody is at it.
    func isUntried(_ webhook: Webhook) async throws(ProviderError) -> Bool {
        try await records.read(key(webhook), as: Webhook.self).map { $0.attempts == 0 || $0.lease != nil } ?? false
    }

    private func isFree(_ webhook: Webhook, _ now: Timestamp) -> Bool { webhook.lease.map { $0 <= now } ?? true }

    private func key(_ webhook: Webhook) -> String {
        let due = String(webhook.due.milliseconds)
        let padding = String(repeating: "0", count: max(0, 15 - due.count))
        return "\(prefix)\(padding)\(due)/\(webhook.message.id)-\(webhook.copy)"
    }
}
