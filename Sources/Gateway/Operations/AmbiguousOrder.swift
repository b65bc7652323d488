import ProviderKit

/// A number that several orders have, in several malls or shops.
struct AmbiguousOrder: Error, CustomStringConvertible {
    let number: String
    /// Of all those orders.
    let attempts: [Payment]

    var description: String {
        let rows = attempts.map { payment in
            [
                payment.key.text, payment.order.mall, String(payment.order.shop), payment.state.rawValue,
                payment.amount.description,
            ]
        }
        return "several orders have the number \(number); name the payment by its key, or the mall with --mall:\n"
            + TextTable(["KEY", "MALL", "SHOP", "STATE", "AMOUNT"], rows).text
    }
}
