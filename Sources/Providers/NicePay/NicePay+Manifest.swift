import ProviderKit

extension NicePay {
    public static let manifest = ProviderManifest(
        identifier: "nicepay",
        name: LocalizedText("NICEPAY", ko: "나이스페이"),
        accountFields: [
            AccountField(
                "clientKey",
                label: LocalizedText("Client key", ko: "클라이언트 키", ja: "クライアントキー", zh: "客户端密钥"),
                isSecret: false,
                isIdentity: true,
                isWellFormed: { $0.isBasicCredential }
            ),
            AccountField(
                "secretKey",
                label: LocalizedText("Secret key", ko: "시크릿 키", ja: "シークレットキー", zh: "密钥"),
                isSecret: true,
                isWellFormed: { $0.isBasicCredential }
            ),
        ],
        settingKeys: ["baseURL", "methods"],
        hosts: [.live: ["api.nicepay.co.kr"], .test: ["sandbox-api.nicepay.co.kr"]],
        // Code 3041: cards take no less. Other currencies exist for some cards; in which unit is not documented.
        currencies: [CurrencyRule(.krw, minimum: 1000)],
        methods: [
            "card": "card", "bank": "tcash", "vbank": "icash", "cellphone": "cell", "naverpay": "etc",
            "kakaopay": "etc", "samsungpay": "etc", "payco": "etc", "ssgpay": "etc",
        ],
        approver: .gateway,
        inquiry: .presenceAndAbsence,
        // No limit is documented.
        inquiriesPerMinute: 60,
        // The order number of a cancellation is its key: NICEPAY refuses to cancel twice under one, for ever. Cards
        // can be cancelled for a year.
        cancelsRepeatSafely: true,
        webhooks: WebhookRules(
            authentication: "SHA-256 over tid, amount, ediDate and the secret key; an inquiry tells the status",
            contentType: "text/html",
            body: "OK"
        ),
        externalCheckout: .afterReview,
        pageOrigins: ["https://pay.nicepay.co.kr"]
    )
}
