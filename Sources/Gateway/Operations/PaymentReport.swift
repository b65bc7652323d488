import ProviderKit

/// A payment told to an operator: what stands, who said what, and what is due next.
public struct PaymentReport: CustomStringConvertible {
    private let details: PaymentDetails

    public init(_ details: PaymentDetails) {
        self.details = details
    }

    public var description: String {
        ([heading] + facts + cancellationLines + storyLines).joined(separator: "\n")
    }

    private var payment: Payment { details.payment }

    private var heading: String { "payment \(payment.key.text)\n  \(payment.words)" }

    private var facts: [String] {
        var lines = [
            "  state      \(payment.state.rawValue)" + (payment.reason.map { " (\($0.text))" } ?? ""),
            "  money      paid \(payment.paid.text), given back \(payment.cancelled.text), "
                + "on its way back \(payment.reserved.text)",
            "  provider   \(payment.instance), account \(payment.account)",
            "  flow       \(payment.flow.rawValue), partner id \(payment.partnerID)",
            "  told       \(told)",
            "  next       \(next)",
        ]
        lines += parked.map { entry in
            "  parked     notification \(entry.id) (\(entry.notification.kind.rawValue)): \(entry.trouble ?? "given up"); "
                + "`notifications replay \(entry.id)` sends it again"
        }
        if let transaction = payment.transactionID { lines.insert("  tid        \(transaction)", at: 3) }
        if payment.superseded != nil { lines.append("  superseded by another attempt to pay the order") }
        if !payment.flags.isEmpty {
            lines.append("  flags      " + payment.flags.map(\.rawValue).sorted().joined(separator: ", "))
        }
        return lines
    }

    private var told: String {
        let verdict =
            switch payment.verdict {
            case .none: "Cafe24 was told nothing binding yet"
            case .paid: "Cafe24 was told: paid"
            case .notPaid: "Cafe24 was told: not paid"
            }
        return verdict + (payment.firstRead.map { ", and read the status at \($0.iso8601)" } ?? "")
    }

    private var next: String {
        let cancellation = details.cancellations.compactMap(\.nextAttempt).min()
        if let cancellation { return "a cancellation is sent at \(cancellation.iso8601)" }
        if let look = payment.nextLook { return "looked at again at \(look.iso8601)" }
        if let notification = details.notifications.first(where: { $0.state == .waiting }) {
            return "notification \(notification.id) is sent at \(notification.nextAttempt?.iso8601 ?? "once")"
        }
        return forAPerson ?? "nothing; it is at rest"
    }

    /// What goes no further by itself.
    private var forAPerson: String? {
        if payment.flags.contains(.refundNotTold) {
            return "nothing by itself; Cafe24 does not know that money went back: cancel the order there again"
        }
        if payment.flags.contains(.giveBackFailed), payment.state.isPaid {
            return "nothing by itself; the money must not stay: `payments refund \(payment.key.text)`, "
                + "or give it back at the payment company, then `payments verify`"
        }
        return parked.isEmpty ? nil : "nothing until the parked notification is replayed"
    }

    private var parked: [OutboxEntry] { details.notifications.filter { $0.state == .parked } }

    private var cancellationLines: [String] {
        details.cancellations.flatMap { entry in
            let line =
                "  \(entry.kind.rawValue) \(entry.amount.text) (\(entry.origin.rawValue)): \(entry.state.rawValue), "
                + "operation \(entry.operation.text), asked \(entry.attempts)x"
                + (entry.reason.map { ", \($0.text)" } ?? "")
            return [line] + advice(on: entry)
        }
    }

    /// Only a person can end what the PG will not tell of.
    private func advice(on entry: CancellationEntry) -> [String] {
        let wantsAPerson = entry.state == .unknown || payment.flags.contains(.unresolved)
        guard wantsAPerson, !entry.isOver else { return [] }
        return [
            "    its end is not known; ask the payment company, then decide:",
            "    payments resolve \(payment.key.text) --cancellation \(entry.operation.text) "
                + "--as done|refused --by NAME --reason TEXT",
        ]
    }

    private var storyLines: [String] {
        let broken =
            "  THE STORY'S CHAIN IS BROKEN: events were changed outside of the gateway, or a sealing key is gone"
        return ["story"]
            + details.story.events.map { event in
                let facts = event.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                let rule = event.rule.map { ["(\($0.words))"] } ?? []
                return (["  \(event.at.iso8601)", event.by, event.kind.rawValue] + facts + rule).joined(separator: "  ")
            } + (details.story.isWhole ? [] : [broken])
    }
}

extension Payment.Reason {
    fileprivate var text: String { code.isEmpty ? message : "\(code): \(message)" }
}
