import ProviderKit

extension Stripe {
    public static let manifest = ProviderManifest(
        identifier: "stripe",
        name: LocalizedText("Stripe"),
        accountFields: [
            AccountField(
                "secretKey",
                label: LocalizedText("Secret key", ko: "시크릿 키", ja: "シークレットキー", zh: "密钥"),
                isSecret: true,
                isIdentity: true,
                takesList: true,
                isWellFormed: { key in keyPrefixes.contains { isText(key, after: $0) } }
            ),
            AccountField(
                "webhookSecret",
                label: LocalizedText(
                    "Webhook signing secret",
                    ko: "웹훅 서명 시크릿",
                    ja: "Webhook 署名シークレット",
                    zh: "Webhook 签名密钥"
                ),
                isSecret: true,
                takesList: true,
                isWellFormed: { isText($0, after: "whsec_") }
            ),
        ],
        settingKeys: ["baseURL"],
        hosts: [.live: ["api.stripe.com"], .test: ["api.stripe.com"]],
        currencies: StripeCurrencies.rules,
        methods: StripeMethods.codes,
        approver: .provider,
        cancelMode: .asynchronous,
        inquiry: .presenceAndAbsence,
        // A sandbox takes 25 calls a second in all; an inquiry is two at most.
        inquiriesPerMinute: 600,
        idempotencyKeyLife: .seconds(86_400),
        webhooks: WebhookRules(
            authentication: "Stripe-Signature: hexadecimal HMAC-SHA256 over time and body, keyed with webhookSecret"
        ),
        externalCheckout: .afterReview
    )

    /// Secret and restricted keys.
    private static let keyPrefixes = ["sk_test_", "sk_live_", "rk_test_", "rk_live_"]

    private static func isText(_ text: String, after prefix: String) -> Bool {
        text.hasPrefix(prefix) && text.utf8.count > prefix.utf8.count && text.isVisibleASCII
    }
}
