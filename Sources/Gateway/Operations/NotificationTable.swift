import ProviderKit

/// Notifications as a table for a terminal, or as JSON for a program.
public struct NotificationTable: Sendable {
    private let entries: [OutboxEntry]
    private let tally: Tally

    public init(_ entries: [OutboxEntry], tally: Tally) {
        self.entries = entries
        self.tally = tally
    }

    public var text: String {
        let table = entries.isEmpty ? "no notifications" : rows
        return "\(table)\n\(entries.count) listed; in all \(tally.waiting) waiting, \(tally.parked) parked"
    }

    private var rows: String {
        TextTable(
            ["ID", "PAYMENT", "KIND", "STATE", "AMOUNT", "SENT", "NEXT", "TROUBLE"],
            entries.map { entry in
                [
                    String(entry.id), entry.payment.text, entry.notification.kind.rawValue, entry.state.rawValue,
                    entry.notification.amount, "\(entry.attempts)x", entry.nextAttempt?.iso8601 ?? "-",
                    entry.trouble ?? "",
                ]
            }
        ).text
    }

    public var json: String { "[\(entries.map(object).joined(separator: ",\n "))]" }

    private func object(_ entry: OutboxEntry) -> String {
        var object = JSONObject()
        object.add("id", json: String(entry.id))
        object.add("payment", entry.payment.text)
        object.add("kind", entry.notification.kind.rawValue)
        object.add("state", entry.state.rawValue)
        object.add("amount", entry.notification.amount)
        object.add("attempts", json: String(entry.attempts))
        object.add("trouble", entry.trouble ?? "")
        return object.text
    }
}
