import ProviderKit

extension NicePay {
    /// Prepares the page. NICEPAY hears of the payment when the buyer's browser opens its window.
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        guard order.amount.currency == .krw else {
            throw ProviderError(.invalidRequest, "NICEPAY takes KRW here, not \(order.amount.currency)")
        }
        if let rule = Self.manifest.rule(for: .krw), order.amount.minorUnits < rule.minimum.minorUnits {
            throw ProviderError(.invalidRequest, "NICEPAY takes \(rule.minimum) and more")
        }
        let offered = methods.filter { order.allowsDelayed || !$0.isDelayed }
        guard let first = offered.first else {
            throw ProviderError(.invalidRequest, "only delayed methods are configured, and this order allows none")
        }
        let request = NicePayPage(order, clientKey: clientKey, method: first, choices: offered)
        return CheckoutSession(
            .page(
                HostedPage(
                    scripts: ["https://pay.nicepay.co.kr/v1/js/"],
                    data: String(decoding: try request.jsonBytes(), as: UTF8.self),
                    starter: NicePayPage.starter,
                    opener: .sameOriginAllowPopups
                )
            ),
            expires: order.expires,
            amount: order.amount
        )
    }
}
