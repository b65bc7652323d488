import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

/// The buyer at PayPal's pages.
extension FakePayPal {
    public struct Stuck: Error, CustomStringConvertible {
        public let description: String
    }

    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .redirect(let link) = session.action else { throw Stuck(description: "no redirect") }
        return try state.withLock { state in
            guard var found = state.orders.values.first(where: { $0.payerLink == link }), found.capture == nil,
                clock.now() < found.created + .seconds(3 * 3600)
            else { throw Stuck(description: "PayPal has no order to pay at \(link)") }
            switch deed {
            case .vanishes: return nil
            case .leaves: return BuyerReturn(message(found.cancelURL, ["token=\(found.id)"]), by: .cancel)
            case .pays: found.instrument = .good
            case .declines: found.instrument = .declined
            case .choosesDeposit:
                guard !found.isImmediate else { throw Stuck(description: "the merchant takes no eCheck") }
                found.instrument = .eCheck
            }
            found.status = .approved
            state.orders[found.id] = found
            announce("CHECKOUT.ORDER.APPROVED", "checkout-order", found.json(nil), &state)
            return BuyerReturn(message(found.returnURL, ["token=\(found.id)", "PayerID=QYR5Z8XDVJNXQ"]), by: .success)
        }
    }

    /// The eCheck clears.
    public func deposit(of key: PaymentKey) async throws {
        try state.withLock { state in
            guard var order = state.orders.values.first(where: { $0.key == key.text && $0.capture != nil }),
                order.capture?.status == "PENDING"
            else { throw Stuck(description: "no capture is pending") }
            order.capture?.status = "COMPLETED"
            order.capture?.reason = nil
            state.orders[order.id] = order
            bookCharge(order, &state)
            announceCapture(order, &state)
        }
    }

    private func message(_ address: String, _ items: [String]) -> InboundMessage {
        let parts = URLComponents(string: address)
        let own = parts?.percentEncodedQuery.map { [$0] } ?? []
        return InboundMessage(
            method: "GET",
            path: parts?.percentEncodedPath ?? "/",
            query: (own + items).joined(separator: "&"),
            headers: ["user-agent": "Mozilla/5.0"],
            source: "203.0.113.9"
        )
    }
}
