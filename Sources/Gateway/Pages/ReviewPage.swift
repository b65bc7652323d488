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

    /// Where the page's forms lead.
    struct Actions {
        let pay: String
        /// With the order and its key in the query.
        let address: String
    }

    func show(
        _ review: ExternalReview,
        _ actions: Actions,
        _ language: Language,
        hasChanged: Bool
    ) -> Response {
        let calculation = review.calculation
        let text = template.render([
            "language": language.rawValue,
            "words": ReviewWords(language).all,
            "shop": review.shop.name,
            "changed": hasChanged,
            "items": review.cart.items.map { line(of: $0, in: review) },
            // Lists, because nothing in a dictionary of anything counts as something to show.
            "address": review.visibleAddress.map { [shown($0)] } ?? [],
            "addressForm": AddressForm(review, language).map { [$0.values(action: actions.address)] } ?? [],
            "itemsTotal": calculation.items.grouped,
            "shipping": calculation.paidShipping.grouped,
            "discount": calculation.discount.isZero ? [] : [calculation.discount.grouped],
            "total": calculation.due.grouped,
            "shownTotal": calculation.due.text,
            "back": review.cart.shopURL,
            "action": actions.pay,
            "mall": review.shop.mall,
            "order": review.number,
            "key": review.isBuyer ? [review.kept.key.text] : [],
        ])
        return Answer.html(text)
    }

    /// The mall's calculation has no prices of single items, and a page's word that does not add up to it is none.
    private func line(of item: CartItem, in review: ExternalReview) -> [String: Any] {
        let cart = review.cart
        let isPriced = cart.sum == review.calculation.items
        return [
            "name": item.name.isEmpty ? "#\(item.productNumber)" : item.name,
            "option": item.optionText ?? "",
            "quantity": "\(item.quantity)",
            "total": isPriced ? cart.money(item.total).grouped : "",
        ]
    }

    private func shown(_ address: ShippingAddress) -> [String: Any] {
        let region = [address.district, address.city, address.state, address.postalCode, address.country]
        return [
            "name": address.name,
            "lines": (address.lines + region).filter { !$0.isEmpty }.joined(separator: ", "),
            "phone": address.phone,
        ]
    }
}

/// The review's form for the buyer's address, filled in with what is known.
private struct AddressForm {
    let address: ShippingAddress?
    let language: Language

    /// `nil` where the PG knows the address, or the caller has not the key.
    init?(_ review: ExternalReview, _ language: Language) {
        guard review.asksForAddress, review.isBuyer else { return nil }
        address = review.address
        self.language = language
    }

    func values(action: String) -> [String: Any] {
        [
            "to": action,
            // Closed where there is an address already.
            "open": address == nil,
            "name": address?.name ?? "",
            "phone": address?.phone ?? "",
            "country": address?.country ?? country,
            "postal": address?.postalCode ?? "",
            "state": address?.state ?? "",
            "city": address?.city ?? "",
            "first": address?.lines.first ?? "",
            "second": address?.lines.dropFirst().first ?? "",
        ]
    }

    /// Where most who read a language have their goods sent; ISO 3166-1.
    private var country: String {
        switch language {
        case .korean: "KR"
        case .japanese: "JP"
        case .chinese: "CN"
        case .english: ""
        }
    }
}
