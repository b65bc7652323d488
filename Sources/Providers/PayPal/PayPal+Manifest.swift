import ProviderKit
import X509

extension PayPal {
    public static let manifest = ProviderManifest(
        identifier: "paypal",
        name: LocalizedText("PayPal", ko: "페이팔", ja: "PayPal", zh: "PayPal"),
        accountFields: [
            AccountField(
                "clientId",
                label: LocalizedText("Client ID", ko: "클라이언트 ID", ja: "クライアントID", zh: "客户端 ID"),
                isSecret: false,
                isIdentity: true,
                isWellFormed: { $0.isBasicCredential }
            ),
            AccountField(
                "clientSecret",
                label: LocalizedText("Client secret", ko: "클라이언트 비밀 키", ja: "クライアントシークレット", zh: "客户端密钥"),
                isSecret: true,
                isWellFormed: { $0.isBasicCredential }
            ),
            AccountField(
                "webhookId",
                label: LocalizedText("Webhook ID", ko: "웹훅 ID", ja: "Webhook ID", zh: "Webhook ID"),
                isSecret: false,
                takesList: true,
                isWellFormed: { $0.isBasicCredential }
            ),
        ],
        settingKeys: ["baseURL", CertificateStore.rootsSetting],
        hosts: [
            // Signing certificates are served by the older host names.
            .live: ["api-m.paypal.com", "api.paypal.com"],
            .test: ["api-m.sandbox.paypal.com", "api.sandbox.paypal.com"],
        ],
        currencies: currencies,
        methods: ["paypal": "etc"],
        approver: .gateway,
        cancelMode: .asynchronous,
        inquiry: .presenceAndAbsence,
        // Of a refund. A capture needs none: an order is captured once, and it is looked at before.
        idempotencyKeyLife: .seconds(45 * 86_400),
        webhooks: WebhookRules(
            authentication: "PAYPAL-TRANSMISSION-SIG: RSA with SHA-256, by the certificate at PAYPAL-CERT-URL"
        ),
        externalCheckout: .afterReview
    )

    /// What PayPal takes (its supported-currencies page); BRL, CNY and MYR from accounts of those countries only.
    ///
    /// HUF, JPY and TWD go without decimals there. KRW is not among them.
    private static let currencies: [CurrencyRule] = {
        let codes = """
            AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD
            """
        return codes.split(separator: " ").compactMap { Currency(code: String($0)) }.map { currency in
            // One forint or Taiwan dollar is a hundred of ISO 4217's minor units.
            ["HUF", "TWD"].contains(currency.code)
                ? CurrencyRule(currency, exponent: 0, minimum: 100) : CurrencyRule(currency)
        }
    }()
}
