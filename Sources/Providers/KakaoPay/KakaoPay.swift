import ProviderKit

/// KakaoPay, single payments of the open API.
///
/// A wallet that the buyer is redirected to; nothing is paid before the gateway approves. It sends no webhooks, so the
/// gateway's inquiries are all that tells. Source: developers.kakaopay.com, online payments.
public struct KakaoPay: PaymentProvider {
    public static let manifest = ProviderManifest(
        identifier: "kakaopay",
        name: LocalizedText("KakaoPay", ko: "카카오페이", ja: "カカオペイ"),
        accountFields: [
            AccountField(
                "cid",
                label: LocalizedText("Merchant code (CID)", ko: "가맹점 코드 (CID)", ja: "加盟店コード (CID)", zh: "商户代码 (CID)"),
                isSecret: false,
                isIdentity: true,
                isWellFormed: { KakaoMerchant.isCode($0, length: 10) }
            ),
            AccountField(
                "secretKey",
                label: LocalizedText("Secret key", ko: "시크릿 키", ja: "シークレットキー", zh: "密钥"),
                isSecret: true,
                isWellFormed: { $0.isVisibleASCII }
            ),
            AccountField(
                "cidSecret",
                label: LocalizedText("CID secret", ko: "CID 인증키", ja: "CID認証キー", zh: "CID 认证密钥"),
                isSecret: true,
                isRequired: false,
                isWellFormed: { KakaoMerchant.isCode($0, length: 24) }
            ),
        ],
        settingKeys: ["baseURL", "scheme"],
        hosts: [.test: [KakaoAPI.host], .live: [KakaoAPI.host]],
        currencies: [CurrencyRule(.krw)],
        methods: ["card": "card", "money": "etc"],
        approver: .gateway,
        cancelMode: .synchronous,
        inquiry: .presence,
        inquiriesPerMinute: 60,
        // KakaoPay keeps no such keys. A repeated refund is harmless all the same as long as refunds are possible: it
        // is looked for by its operation first, and sent with what must still be there.
        cancelsRepeatSafely: true
    )

    let api: KakaoAPI
    let clock: any ProviderClock

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        api = try KakaoAPI(account, services)
        clock = services.clock
    }
}
