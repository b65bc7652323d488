extension Order {
    /// The order as the Admin API tells it, as far as an app needs it to see whether it is being cancelled.
    ///
    /// `canceled` is `T` from the moment the mall has decided on a cancellation, partial ones included, which is before
    /// the gateway is asked for the money.
    var adminJSON: SandboxJSON {
        let paid = if case .paid = payment { true } else { false }
        let codes = statusCodes
        return [
            "shop_no": .number("1"), "currency": .string(currency), "order_id": .string(id),
            "member_id": .string(Purchases.memberID), "order_date": .string(KoreanTime.full(placedAt)),
            "paid": .string(paid ? "T" : "F"), "canceled": .string(codes.isCancelled ? "T" : "F"),
            "status": .string(codes.item), "payment_method": .array(["etc"]),
            "payment_amount": .string(amount), "transaction_id": payment.tid.map { .string($0) } ?? .null,
            "items": .array([item(codes)]), "cancellation": .array(cancellations.map(\.adminJSON)),
        ]
    }

    /// N00 before payment, N20 paid, C34 being cancelled, C40 cancelled.
    private var statusCodes: (item: String, isCancelled: Bool) {
        // Asked without an answer: it is under way as far as the mall knows.
        if cancellations.contains(where: { $0.status == .unanswered }) { return ("C34", true) }
        return switch state {
        case .cancelling: ("C34", true)
        case .cancelled, .partlyCancelled: ("C40", true)
        case .paid: ("N20", false)
        default: ("N00", false)
        }
    }

    private func item(_ codes: (item: String, isCancelled: Bool)) -> SandboxJSON {
        [
            "order_item_code": .string(id + "-01"), "product_no": .string(product.number),
            "product_name": .string(product.name.korean), "product_price": .string(product.price(in: currency)),
            "quantity": .number("1"), "order_status": .string(codes.item),
            "status_code": .string(codes.isCancelled ? "C1" : "N1"),
        ]
    }
}

extension OrderCancellation {
    fileprivate var adminJSON: SandboxJSON {
        ["refund_amount": .string(amount.text), "status": .string(name)]
    }
}
