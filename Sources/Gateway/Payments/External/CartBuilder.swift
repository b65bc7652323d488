import ProviderKit

/// Makes a payload's items into a cart with exact prices, and adds them up twice: exactly, and as H5 does.
struct CartBuilder {
    let call: PayloadCall
    let currency: Currency

    /// No cart costs more in minor units; far above any, and far below what overflows.
    private static let mostMoney: Int64 = 1_000_000_000_000_000

    /// - Throws: ``RequestFault`` for a price that is none, or a sum that is not positive.
    func build(shop: Shop, for visitor: Visitor) throws(RequestFault) -> (cart: Cart, total: ReservationTotal) {
        var items: [CartItem] = []
        var exact: Int64 = 0
        var whole: Int64 = 0
        for (index, item) in call.items.enumerated() {
            let price = try minorUnits(item.productPrice, "order.\(index).product_price", maySign: false)
            let option = try minorUnits(item.optionPrice, "order.\(index).option_price", maySign: true)
            let built = cartItem(item, price, option)
            guard price + option >= 0 else { throw RequestFault(field: "order.\(index)", "costs less than nothing") }
            exact += built.total
            whole += (cut(price) + cut(option)) * item.quantity
            guard exact <= Self.mostMoney else { throw RequestFault(field: "order", "costs too much") }
            items.append(built)
        }
        guard exact > 0 else { throw RequestFault(field: "order", "costs nothing") }
        let cart = Cart(
            shop: shop.number,
            currency: currency,
            items: items,
            buyerID: call.buyerID,
            isGuest: call.isGuest,
            shopURL: call.returnURLBase,
            notificationURL: call.notificationURL,
            language: call.language ?? visitor.language,
            isMobile: visitor.isMobile
        )
        return (cart, ReservationTotal(whole: whole, exact: cart.sum))
    }

    private func cartItem(_ item: PayloadItem, _ price: Int64, _ option: Int64) -> CartItem {
        CartItem(
            productNumber: item.productNumber,
            variantCode: item.variantCode,
            optionID: item.optionID,
            quantity: item.quantity,
            productPrice: price,
            optionPrice: option,
            name: item.name,
            optionText: item.optionText,
            isBundle: item.isBundle,
            bundleNumber: item.bundleNumber,
            prepaidShipping: item.prepaidShipping,
            shippingType: item.shippingType
        )
    }

    /// Minor units of a price; bounded so that no product of it with a quantity overflows.
    private func minorUnits(_ text: String, _ field: String, maySign: Bool) throws(RequestFault) -> Int64 {
        let isNegative = text.hasPrefix("-")
        guard maySign || !isNegative else { throw RequestFault(field: field, "is below zero") }
        let money: Money
        do {
            money = try Money(isNegative ? String(text.dropFirst()) : text, currency)
        } catch {
            throw RequestFault(field: field, "\(error)")
        }
        guard money.minorUnits <= 10_000_000_000_000 else { throw RequestFault(field: field, "is too large") }
        return isNegative ? -money.minorUnits : money.minorUnits
    }

    /// The price without its decimals, cut towards zero as PHP does.
    private func cut(_ minorUnits: Int64) -> Int64 {
        (0..<currency.exponent).reduce(minorUnits) { value, _ in value / 10 }
    }
}
