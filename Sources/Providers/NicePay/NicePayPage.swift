import ProviderKit

/// What the page hands to `AUTHNICE.requestPay`, and what it needs beside.
struct NicePayPage: Encodable {
    let clientId: String
    let method: String
    let orderId: String
    /// In won.
    let amount: Int64
    let goodsName: String
    let returnUrl: String
    let buyerName: String?
    let buyerTel: String?
    let buyerEmail: String?
    /// The name that stands in the passbook; NICEPAY wants it for virtual accounts.
    let vbankHolder: String?
    let taxFreeAmt: Int64?
    let currency: String
    let returnCharSet: String
    let page: Surroundings

    /// For the page alone; NICEPAY never sees it.
    struct Surroundings: Encodable {
        let cancelUrl: String
        /// Empty where there is nothing to choose.
        let choices: [Choice]
    }

    struct Choice: Encodable {
        let method: String
        let label: [String: String]
    }

    init(_ order: CheckoutOrder, clientKey: String, method: NicePayMethod, choices: [NicePayMethod]) {
        let goods = Self.text(order.title, atMost: 40)
        let buyer = order.buyer
        clientId = clientKey
        self.method = method.rawValue
        orderId = order.key.text
        amount = order.amount.minorUnits
        goodsName = goods
        returnUrl = order.urls.success
        buyerName = buyer.name.map { Self.text($0, atMost: 30) }
        buyerTel = buyer.phone.map { String($0.filter { $0.isASCII && $0.isNumber }.prefix(40)) }
        // An address that is cut is another one's.
        buyerEmail = buyer.email.flatMap { $0.utf8.count <= 60 ? $0 : nil }
        vbankHolder = choices.contains(.vbank) ? Self.text(buyer.name ?? order.title, atMost: 40) : nil
        taxFreeAmt = order.taxFree?.minorUnits
        currency = order.amount.currency.code
        returnCharSet = "utf-8"
        page = Surroundings(
            cancelUrl: order.urls.cancel,
            choices: choices.count < 2
                ? [] : choices.map { Choice(method: $0.rawValue, label: $0.label.byLanguage) }
        )
    }

    /// NICEPAY counts bytes, and puts a dash in the place of the two characters that its messages are built with.
    private static func text(_ text: String, atMost limit: Int) -> String {
        let safe = text.replacing("\"", with: "-").replacing("|", with: "-")
        return TextCut.bytes(safe, atMost: limit, in: .utf8)
    }

    /// Opens the window at once, or after the buyer has chosen; without NICEPAY's script it fails before there is
    /// anything to choose. A window that is closed leads to the cancel address. NICEPAY has windows in Korean, Chinese
    /// and English: the buyer gets the one that goes with the page.
    static let starter = """
        const { page, ...request } = JSON.parse(document.getElementById("pg-data").textContent);
        const requestPay = AUTHNICE.requestPay.bind(AUTHNICE);
        const fnError = () => { location.replace(page.cancelUrl); };
        const language = { ko: "KO", zh: "CN" }[document.documentElement.lang] ?? "EN";
        const open = (method) => requestPay({ ...request, method, language, fnError });
        if (page.choices.length === 0) return open(request.method);
        const list = document.getElementById("pg-choice");
        for (const { method, label } of page.choices) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = label[document.documentElement.lang];
            button.addEventListener("click", () => open(method));
            list.append(button);
        }
        list.hidden = false;
        """
}
