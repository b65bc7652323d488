import ProviderKit

extension KGInicis {
    /// The form that a phone's browser posts, in code page 949.
    ///
    /// INICIS's answers to it lack the order number: `P_NEXT_URL` carries the payment's key, and `P_NOTI` brings it
    /// back. Without a hash key nothing keeps the browser from changing the amount; the return and the approval are
    /// compared with the payment's in any case, and an approval over another amount is undone.
    func mobileForm(for order: CheckoutOrder, by method: InicisMethod) -> CheckoutAction {
        var fields = [
            FormField("P_INI_PAYMENT", method.mobileName),
            FormField("P_MID", mid),
            FormField("P_OID", order.key.text),
            FormField("P_AMT", order.amount.text),
            FormField("P_GOODS", order.text(order.title, atMost: 40)),
            FormField("P_UNAME", order.text(order.buyer.name, atMost: 30)),
            FormField("P_MOBILE", order.text(order.buyer.phone, atMost: 20)),
            FormField("P_EMAIL", order.text(order.buyer.email, atMost: 60)),
            FormField("P_NEXT_URL", order.urls.success),
            FormField("P_NOTI", order.key.text),
        ]
        if method == .virtualAccount { fields.append(FormField("P_NOTI_URL", order.urls.notification)) }
        if method == .phone { fields.append(FormField("P_HPP_METHOD", settings.phoneGoods)) }
        return .form(action: hosts.mobileForm, fields: fields + checks(of: order), charset: .cp949)
    }

    private func checks(of order: CheckoutOrder) -> [FormField] {
        let options = "below1000=Y&vbank_receipt=Y&centerCd=Y"
        let timestamp = String(services.clock.now().milliseconds)
        guard
            let check = signer.mobileCheck(
                amount: order.amount.text,
                oid: order.key.text,
                timestamp: timestamp
            )
        else { return [FormField("P_RESERVED", options)] }
        return [
            FormField("P_RESERVED", options + "&amt_hash=Y"),
            FormField("P_TIMESTAMP", timestamp),
            FormField("P_CHKFAKE", check),
        ]
    }
}
