import ProviderKit

@testable import Gateway

/// A right file at a public address, and the modules it speaks of.
enum ConfigurationFixture {
    static let mock = ProviderManifest(
        identifier: "mock",
        name: LocalizedText("Mock"),
        accountFields: [
            AccountField("publicKey", label: LocalizedText("Public key"), isSecret: false, isIdentity: true),
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true),
        ],
        settingKeys: ["approver", "chaos", "seed"],
        currencies: Currency.all.map { CurrencyRule($0) },
        approver: .provider,
        inquiry: .presenceAndAbsence
    )

    static let acme = ProviderManifest(
        identifier: "acme-pay",
        name: LocalizedText("Acme"),
        accountFields: [
            AccountField("merchant", label: LocalizedText("Merchant"), isSecret: false, isIdentity: true) {
                $0.hasPrefix("M")
            },
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true) { $0.hasPrefix("sk_") },
            AccountField(
                "webhookSecret",
                label: LocalizedText("Webhook secret"),
                isSecret: true,
                isRequired: false,
                takesList: true
            ),
        ],
        currencies: [CurrencyRule(.krw), CurrencyRule(.jpy)],
        approver: .gateway,
        inquiry: .presence
    )

    static let environment = [
        "SEALING": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "CLIENT": "client-hush", "SERVICE": "service-hush", "OLD_SERVICE": "old-service-hush",
        "MOCK": "mock-hush", "ACME": "sk_hush", "HOOK": "hook-hush", "BLANK": " ", "SAMPLE": "svc-test-key-0001",
        "LINE": "sk_line_hush\n", "TWO_LINES": "sk_two_hush\n\n", "NUL": "sk_nul\0hush", "LEADING": " sk_hush",
        "TRAILING": "sk_hush\t", "INNER": "sk_inner\nhush", "MARKED": "\u{FEFF}sk_hush",
    ]

    static let files = ["/run/secrets/acme": "sk_file_hush\n", "/run/secrets/windows": "sk_crlf_hush\r\n"]

    static let file = """
        {
          "server": { "listen": "127.0.0.1:8080", "publicURL": "https://pay.example.com" },
          "database": "sqlite:gateway.sqlite",
          "sealingKeys": [{ "id": "a", "key": { "env": "SEALING" } }],
          "cafe24": {
            "clientID": "client", "clientSecret": { "env": "CLIENT" }, "serviceKeys": [{ "env": "SERVICE" }]
          },
          "providers": {
            "mock": { "module": "mock", "environment": "test", "settings": { "seed": 7 } },
            "acme": { "module": "acme-pay" }
          },
          "malls": {
            "demomall": {
              "domains": ["shop.example.com"],
              "provider": "mock",
              "account": { "publicKey": "pk", "secretKey": { "env": "MOCK" } },
              "shops": {
                "1": { "currency": "KRW" },
                "2": { "currency": "JPY", "provider": "acme", "account": { "merchant": "M1", "secretKey": { "env": "ACME" } } }
              }
            }
          }
        }
        """

    static func read(_ text: String) throws(ConfigurationFaults) -> Configuration {
        let reader = ConfigurationReader(modules: [mock, acme], environment: environment) { path in
            files[path].map { Array($0.utf8) }
        }
        return try reader.read(Array(text.utf8))
    }

    /// The right file with one text replaced; `nil` where it is not there exactly once.
    static func file(replacing old: String, with new: String) -> String? {
        let parts = file.split(separator: old, omittingEmptySubsequences: false)
        return parts.count == 2 ? parts.joined(separator: new) : nil
    }
}
