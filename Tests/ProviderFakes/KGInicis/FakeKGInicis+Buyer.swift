import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKGInicis {
    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .byDevice(.page(let page), .form(let action, let fields, let charset), _) = session.action else {
            throw Refused("no window for desktops, or no form for phones")
        }
        guard action.hasSuffix("/smart/payment/") else { throw Refused("the form goes nowhere") }
        let origin = String(action.dropLast("/smart/payment/".count))
        // Another origin stands in for all hosts.
        let standIn = origin == "https://stgmobile.inicis.com" ? nil : origin
        switch device {
        case .desktop: return try await atWindow(deed, page, standIn)
        case .mobile:
            guard charset == .cp949 else { throw Refused("the form is not in code page 949") }
            return try await atForm(deed, fields, standIn)
        }
    }

    /// INICIS would show an error instead of its window.
    struct Refused: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// Only the first value of a name counts.
    static func values(_ fields: [FormField]) -> [String: String] {
        Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    static func require(_ isRight: Bool, _ fault: String) throws {
        guard isRight else { throw Refused(fault) }
    }

    /// A browser that posts a form.
    static func visit(_ address: String, _ body: [UInt8]?) -> InboundMessage {
        // Behind scheme and authority.
        let pieces = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        let parts = (pieces.last ?? "").split(separator: "?", maxSplits: 1)
        return InboundMessage(
            method: body == nil ? "GET" : "POST",
            path: "/" + (parts.first ?? ""),
            query: parts.count == 2 ? String(parts[1]) : "",
            headers: body == nil ? [:] : ["content-type": "application/x-www-form-urlencoded"],
            body: body ?? [],
            source: "203.0.113.9"
        )
    }

    func issue(_ deed: BuyerDeed, oid: String, price: Int64, method: String, notification: String) -> Ticket {
        state.withLock { state in
            let ticket = Ticket(
                token: "\(Self.mid)_\(InicisTimeWire.korean(clock.now().milliseconds))_\(state.next())",
                oid: oid,
                price: price,
                method: method,
                isDeclined: deed == .declines,
                notification: notification
            )
            state.tickets[ticket.token] = ticket
            return ticket
        }
    }
}
