import ProviderKit

/// What an order costs, as the mall computes it (contract, B11).
struct Calculation: Hashable, Sendable {
    /// The items before discounts.
    let items: Money
    let discount: Money
    let shippingFee: Money
    let shippingDiscount: Money
    /// What the buyer pays.
    let due: Money
    /// ``due`` as the mall wrote it.
    let dueText: String
    /// The part of ``due`` that bears no tax; `nil` where there is none.
    var taxFree: Money?
    /// What stands in the place of ``taxFree`` and is no amount.
    var oddTaxFree: String?

    /// - Parameters:
    ///   - value: The member `calculation` of the answer.
    ///   - currency: The shop's.
    init?(_ value: JSONValue?, _ currency: Currency) {
        guard let value, let text = value["total_amount_due"]?.amountText,
            let due = try? Money(due: text, currency), let items = value.amount("order_price_amount", currency),
            let discount = value.amount("total_discount_amount", currency),
            let shippingFee = value.amount("shipping_fee", currency),
            let shippingDiscount = value.amount("shipping_fee_discount_amount", currency)
        else { return nil }
        self.items = items
        self.discount = discount
        self.shippingFee = shippingFee
        self.shippingDiscount = shippingDiscount
        self.due = due
        dueText = text
        readTaxFree(value)
    }

    /// A discount on the whole order may leave less to pay than its tax-free items cost. What is odd here is no reason
    /// to sell nothing: PGs take all of an order for taxed unless they are told.
    private mutating func readTaxFree(_ value: JSONValue) {
        guard let part = value.amount("tax_free_amount", due.currency) else {
            oddTaxFree = value["tax_free_amount"]?.amountText ?? "no amount"
            return
        }
        taxFree = part.isZero ? nil : Money(min(part.minorUnits, due.minorUnits), due.currency)
    }
}

extension JSONValue {
    /// Decimals come as strings; a bare number is taken by its lexeme.
    fileprivate var amountText: String? {
        switch self {
        case .string(let text): text
        case .number(let lexeme): lexeme
        default: nil
        }
    }

    /// An amount that is zero where it is absent, and `nil` where it is no amount.
    fileprivate func amount(_ name: String, _ currency: Currency) -> Money? {
        switch self[name] {
        case nil, .null?: .zero(currency)
        case let value?: value.amountText.flatMap { try? Money($0, currency) }
        }
    }
}
