import ProviderKit

extension KGInicis {
    /// The payment window, over a page of the gateway.
    func desktopPage(for order: CheckoutOrder, by methods: [InicisMethod]) -> HostedPage {
        let price = order.amount.text
        let timestamp = String(services.clock.now().milliseconds)
        let signed = signer.window(oid: order.key.text, price: price, timestamp: timestamp)
        return HostedPage(
            scripts: [hosts.script],
            fields: [
                FormField("version", "1.0"),
                FormField("mid", mid),
                FormField("oid", order.key.text),
                FormField("goodname", order.text(order.title, atMost: 40)),
                FormField("price", price),
                FormField("currency", "WON"),
                FormField("buyername", order.text(order.buyer.name, atMost: 30)),
                FormField("buyertel", telephone(of: order)),
                FormField("buyeremail", order.text(order.buyer.email, atMost: 60)),
                FormField("timestamp", timestamp),
                FormField("signature", signed.signature),
                FormField("verification", signed.verification),
                FormField("mKey", signer.mKey),
                FormField("use_chkfake", "Y"),
                FormField("returnUrl", order.urls.success),
                FormField("closeUrl", order.urls.close),
                FormField("gopaymethod", methods.map(\.desktopName).joined(separator: ":")),
                FormField("acceptmethod", acceptMethods(for: order, by: methods)),
                FormField("charset", "UTF-8"),
                FormField("payViewType", "overlay"),
            ],
            starter: #"INIStdPay.pay("\#(HostedPage.formID)");"#,
            // Card companies open windows of their own out of the overlay.
            opener: .sameOriginAllowPopups
        )
    }

    /// INICIS's script opens no window without a number, and Cafe24 names none as a rule.
    private func telephone(of order: CheckoutOrder) -> String {
        let number = order.text(order.buyer.phone, atMost: 20)
        return number.isEmpty ? "000-0000-0000" : number
    }

    /// `centerCd(Y)` has the return name the data centre, without which no address of it could be checked.
    private func acceptMethods(for order: CheckoutOrder, by methods: [InicisMethod]) -> String {
        var accepted = ["centerCd(Y)"]
        if methods.contains(.phone) { accepted.append("HPP(\(settings.phoneGoods))") }
        if methods.contains(.virtualAccount) {
            let last = services.clock.now() + .seconds(86_400 * settings.depositDays)
            accepted.append("vbank(\(KoreanTime.day(last)))")
        }
        // Cards are charged less than 1,000 won only where this is said.
        if order.amount.minorUnits < 1000 { accepted.append("below1000") }
        return accepted.joined(separator: ":")
    }
}
