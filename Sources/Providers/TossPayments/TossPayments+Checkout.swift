import Foundation
import ProviderKit

extension TossPayments {
    /// Nothing is sent: Toss hears of the payment when the buyer's browser opens its window. An open payment is
    /// re-priced by opening it anew; a window over the old amount cannot be confirmed.
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        guard let rule = Self.manifest.rule(for: order.amount.currency) else {
            throw ProviderError(.invalidRequest, "Toss Payments does not take \(order.amount.currency)")
        }
        guard order.amount.minorUnits >= rule.minimum.minorUnits else {
            throw ProviderError(.invalidRequest, "Toss Payments takes \(rule.minimum) and more")
        }
        let choices = methods.filter { $0.suits(order) }.map { method in
            TossPage.Choice(label: method.label.byLanguage, request: TossPage.Request(method, order))
        }
        guard !choices.isEmpty else {
            throw ProviderError(.invalidRequest, "none of settings.methods suits the order")
        }
        let data = try TossPage(clientKey: clientKey, choices: choices).jsonBytes()
        let page = HostedPage(
            scripts: [TossPage.script],
            data: String(decoding: data, as: UTF8.self),
            starter: TossPage.starter,
            opener: .sameOriginAllowPopups
        )
        return CheckoutSession(.page(page))
    }
}

extension TossPage.Request {
    /// The address for failures carries our key: Toss may leave the order number out of it.
    init(_ method: TossMethod, _ order: CheckoutOrder) {
        let digits = order.buyer.phone?.filter { ("0"..."9").contains($0) } ?? ""
        self.init(
            method: method,
            amount: TossPage.Amount(currency: order.amount.currency.code, value: order.amount.tossAmount),
            orderId: order.key.text,
            orderName: TextCut.characters(order.title, atMost: 100),
            successUrl: order.urls.success,
            failUrl: order.urls.failure,
            customerName: order.buyer.name.map { TextCut.characters($0, atMost: 100) },
            customerEmail: order.buyer.email,
            customerMobilePhone: digits.isEmpty ? nil : digits,
            taxFreeAmount: order.taxFree?.tossAmount,
            foreignEasyPay: method == .foreignEasyPay ? TossPage.ForeignEasyPay() : nil
        )
    }
}
