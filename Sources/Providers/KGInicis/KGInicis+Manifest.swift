import ProviderKit

extension KGInicis {
    public static let manifest = ProviderManifest(
        identifier: "kg-inicis",
        name: LocalizedText("KG INICIS", ko: "KG이니시스"),
        accountFields: accountFields,
        settingKeys: ["baseURL"] + InicisSettings.keys,
        hosts: InicisHosts.names,
        // Won only: no document says how many digits INICIS counts in another currency.
        currencies: [CurrencyRule(.krw, minimum: 1)],
        methods: Dictionary(uniqueKeysWithValues: InicisMethod.allCases.map { ($0.rawValue, $0.paymethod) }),
        approver: .gateway,
        cancelMode: .synchronous,
        cancelsInParts: true,
        // A wrong key and a missing payment are told by codes that no document lists.
        inquiry: .presence,
        // No limit is published.
        inquiriesPerMinute: 60,
        cancelsRepeatSafely: true,
        webhooks: WebhookRules(
            authentication: "source addresses where configured, comparison with the issued account, inquiry",
            contentType: "text/plain",
            body: "OK"
        ),
        // The live window's script brings a second one from a host of its own.
        pageOrigins: ["https://stdpay.inicis.com", "https://stdux.inicis.com", "https://stgstdpay.inicis.com"]
    )

    private static let accountFields = [
        AccountField(
            "mid",
            label: LocalizedText("Merchant ID (10 characters)", ko: "상점 아이디 (10자)"),
            isSecret: false,
            isIdentity: true,
            isWellFormed: { $0.utf8.count == 10 && $0.utf8.allSatisfy(InicisSigner.isLetterOrDigit) }
        ),
        AccountField(
            "signKey",
            label: LocalizedText("Web sign key", ko: "웹결제 signKey"),
            isSecret: true,
            isWellFormed: { $0.isVisibleASCII }
        ),
        AccountField(
            "apiKey",
            label: LocalizedText("INIAPI key", ko: "INIAPI key"),
            isSecret: true,
            isWellFormed: { $0.isVisibleASCII && $0.utf8.count == InicisSigner.blockSize }
        ),
        AccountField(
            "apiIV",
            label: LocalizedText("INIAPI IV", ko: "INIAPI iv"),
            isSecret: true,
            isWellFormed: { $0.isVisibleASCII && $0.utf8.count == InicisSigner.blockSize }
        ),
        AccountField(
            "hashKey",
            label: LocalizedText("Mobile hash key", ko: "모바일 hashKey"),
            isSecret: true,
            isRequired: false,
            isWellFormed: { $0.isVisibleASCII }
        ),
    ]
}
