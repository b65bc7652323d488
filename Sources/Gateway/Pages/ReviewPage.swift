import Hummingbird
import Mustache
import ProviderKit

/// The review of an external checkout for people: mobile first, and it works without a script.
struct ReviewPage: Sendable {
    private let template: MustacheTemplate

    /// - Throws: Where the template does not parse, which the tests rule out.
    init() throws {
        template = try MustacheTemplate(string: String(decoding: PackageResources.review_mustache, as: UTF8.self))
    }

    /// Where the page's one form leads.
    struct Action {
        let url: String
        let key: PaymentKey?
    }

    func show(
        _ review: ExternalCheckoutService.Review,
        _ action: Action,
        _ language: Language,
        isBuyer: Bool,
        hasChanged: Bool
    ) -> Response {
        let words = ReviewWords(language)
        let calculation = review.calculation
        let text = template.render([
            "language": language.rawValue,
            "words": words.all,
            "shop": review.shop.name,
            "changed": hasChanged,
            "items": review.cart.items.map { line(of: $0, in: review.cart) },
            "address": address(review, isBuyer: isBuyer) as Any,
            "itemsTotal": calculation.items.grouped,
            "shipping": calculation.paidShipping.grouped,
            // A list, because an empty text counts as something to show.
            "discount": calculation.discount.isZero ? [] : [calculation.discount.grouped],
            "total": calculation.due.grouped,
            "back": review.cart.shopURL,
            "action": action.url,
            "mall": review.shop.mall,
            "order": review.number,
            "key": action.key?.text ?? "",
        ])
        return Answer.html(text)
    }

    private func line(of item: CartItem, in cart: Cart) -> [String: Any] {
        [
            "name": item.name.isEmpty ? "#\(item.productNumber)" : item.name,
            "option": item.optionText ?? "",
            "quantity": "\(item.quantity)",
            "total": cart.money(item.total).grouped,
        ]
    }

    private func address(_ review: ExternalCheckoutService.Review, isBuyer: Bool) -> [String: Any]? {
        guard let address = isBuyer ? review.address : review.address?.hinted else { return nil }
        let region = [address.district, address.city, address.state, address.postalCode, address.country]
        return [
            "name": address.name,
            "lines": (address.lines + region).filter { !$0.isEmpty }.joined(separator: ", "),
            "phone": address.phone,
        ]
    }
}
