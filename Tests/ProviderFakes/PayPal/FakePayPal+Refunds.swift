import HTTPTypes
import ProviderConformance
import ProviderKit

/// Giving back, at once or later.
extension FakePayPal {
    /// Days in which a capture may be given back.
    private static let refundWindow = Duration.seconds(180 * 86_400)
    /// How long a refund that is not done at once takes here.
    private static let refundTime = Duration.seconds(3600)

    func refund(_ capture: String, _ body: PayPalJSON, _ state: inout State) -> ProviderResponse {
        guard var order = state.orders.values.first(where: { $0.capture?.id == capture }) else { return .notFound }
        guard order.capture?.status != "PENDING" else { return .refused("PENDING_CAPTURE") }
        guard order.isPaid else { return .notFound }
        guard clock.now() < order.created + Self.refundWindow else { return .refused("REFUND_TIME_LIMIT_EXCEEDED") }
        guard order.remaining > 0 else { return .refused("CAPTURE_FULLY_REFUNDED") }
        var asked = order.remaining
        if let amount = body["amount"] {
            switch money(amount) {
            case .success(let money):
                guard money.currency == order.amount.currency else { return .refused("CURRENCY_MISMATCH") }
                asked = money.minorUnits
            case .failure(let fault): return .refused(fault.issue)
            }
        }
        guard asked <= order.remaining else { return .refused("REFUND_AMOUNT_EXCEEDED") }
        guard body["note_to_payer"]?.text?.count ?? 0 <= 255 else {
            return .words(.badRequest, "INVALID_REQUEST", "INVALID_STRING_LENGTH")
        }
        let refund = newRefund(asked, body["custom_id"]?.text, &state)
        order.refunds.append(refund)
        order.followRefunds()
        state.orders[order.id] = order
        if refund.status == "COMPLETED" { bookRefund(refund, of: order, &state) }
        return .json(.created, order.json(refund, state.lie))
    }

    private func newRefund(
        _ minorUnits: Int64,
        _ customID: String?,
        _ state: inout State
    ) -> FakePayPalOrder.Refund {
        let isLate = state.lie == .laterRefunds
        let status = state.lie == .errorInside ? "FAILED" : isLate ? "PENDING" : "COMPLETED"
        return FakePayPalOrder.Refund(
            id: Self.newID(&state),
            minorUnits: minorUnits,
            status: status,
            customID: customID,
            ends: isLate ? clock.now() + Self.refundTime : nil
        )
    }

    private func bookRefund(_ refund: FakePayPalOrder.Refund, of order: FakePayPalOrder, _ state: inout State) {
        state.books[order.key, default: FakeBooks()].cancelled += refund.minorUnits
        state.books[order.key, default: FakeBooks()].refunds += 1
        announce("PAYMENT.CAPTURE.REFUNDED", "refund", order.json(refund, nil), &state)
    }

    /// Pending refunds whose time has come are done.
    func finishRefunds(_ state: inout State) {
        for (id, order) in state.orders {
            for index in order.refunds.indices where order.refunds[index].status == "PENDING" {
                guard let ends = order.refunds[index].ends, ends <= clock.now() || state.lie == nil else { continue }
                var changed = state.orders[id] ?? order
                changed.refunds[index].status = "COMPLETED"
                changed.followRefunds()
                state.orders[id] = changed
                bookRefund(changed.refunds[index], of: changed, &state)
            }
        }
    }
}
