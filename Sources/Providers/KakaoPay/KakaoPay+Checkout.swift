import ProviderKit

extension KakaoPay {
    /// A new price is a new payment at KakaoPay; a return from the old one cannot approve it.
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        guard order.amount.currency == .krw, order.amount.minorUnits > 0 else {
            throw ProviderError(.invalidRequest, "KakaoPay takes won only, not \(order.amount)")
        }
        let userID = order.userToken.map { TextCut.characters($0, atMost: 100) } ?? order.key.text
        let body = KakaoReady(
            orderID: order.key.text,
            userID: userID,
            itemName: TextCut.characters(order.title, atMost: 100),
            total: order.amount.minorUnits,
            taxFree: order.taxFree?.minorUnits ?? 0,
            approvalURL: order.urls.success,
            cancelURL: order.urls.cancel,
            failureURL: order.urls.failure
        )
        switch try await api.ready(body) {
        case .value(let session):
            guard session.pages.allSatisfy(api.isPage) else {
                throw ProviderError(.unknown, "KakaoPay opened a payment without pages that a buyer may be sent to")
            }
            return try session.opened(KakaoState(tid: session.tid, userID: userID, expires: order.expires))
        case .failed(let failure):
            throw failure.atOnce ?? failure.refusedOrder
        }
    }
}

extension KakaoSession {
    fileprivate var pages: [String] { [desktop, mobile] + [inApp].compactMap(\.self) }

    fileprivate func opened(_ state: KakaoState) throws(ProviderError) -> CheckoutSession {
        CheckoutSession(
            .byDevice(desktop: .redirect(desktop), mobile: .redirect(mobile), inApp: .redirect(inApp ?? mobile)),
            references: [tid],
            state: try ModuleState(state)
        )
    }
}

extension KakaoFailure {
    fileprivate var refusedOrder: ProviderError {
        ProviderError(.invalidRequest, "KakaoPay refused the order", providerCode: code)
    }
}
