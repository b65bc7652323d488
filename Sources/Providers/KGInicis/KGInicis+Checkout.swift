import ProviderKit

extension KGInicis {
    /// Opens nothing at INICIS: page and form carry it all, signed.
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        guard order.amount.currency == .krw, order.amount.minorUnits > 0 else {
            throw ProviderError(.invalidRequest, "KG INICIS is paid in won")
        }
        let methods = settings.methods.filter { order.allows($0) }
        guard !methods.isEmpty else {
            throw ProviderError(.invalidRequest, "only virtual accounts are offered, which pay later")
        }
        let form = mobileForm(for: order, by: order.allows(settings.mobileMethod) ? settings.mobileMethod : .card)
        return CheckoutSession(
            .byDevice(desktop: .page(desktopPage(for: order, by: methods)), mobile: form, inApp: form)
        )
    }
}

extension CheckoutOrder {
    fileprivate func allows(_ method: InicisMethod) -> Bool { allowsDelayed || method != .virtualAccount }

    /// Which goods, names and so on INICIS's hosts can write: without what code page 949 lacks, and short enough for
    /// every length that is told of these fields.
    func text(_ text: String?, atMost bytes: Int) -> String {
        TextCut.bytes(text ?? "", atMost: bytes, in: .cp949)
    }
}
