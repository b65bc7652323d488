import Gateway
import Testing

/// What only a module can know to be wrong is reported where it stands, and all of it at once.
struct FaultPlaceTests {
    private static let inicis = """
        { "mid": "INIpayTest", "signKey": "SU5JTElURV9UUklQTEVERVNfS0VZU1RS", "apiKey": "ItEQKi3rY7uvDS8l",
          "apiIV": "HYb3yQ4f65QL89==" }
        """

    private static let cases: [(ConfiguredModule, [String])] = [
        (
            ConfiguredModule(
                module: "stripe",
                settings: #"{ "baseURL": 7 }"#,
                account: #"{ "secretKey": "sk_live_x", "webhookSecret": "whsec_x" }"#
            ),
            ["settings.baseURL", "account.secretKey"]
        ),
        (
            ConfiguredModule(
                module: "stripe",
                account: #"{ "secretKey": ["sk_test_new", "sk_test_old"], "webhookSecret": "whsec_x" }"#
            ),
            []
        ),
        (
            ConfiguredModule(
                module: "kg-inicis",
                settings: """
                    { "clientIp": "zz", "noticeSources": ["x", "203.238.37.15", "127.0.0.1/32"], "methods": ["card", "cash"],
                      "mobileMethod": 7, "phoneGoods": 2, "depositDays": "3", "baseURL": "http://pg.example" }
                    """,
                account: inicis
            ),
            [
                "settings.clientIp", "settings.noticeSources.0", "settings.noticeSources.2", "settings.methods.1",
                "settings.mobileMethod", "settings.phoneGoods", "settings.depositDays", "settings.baseURL",
            ]
        ),
        (
            ConfiguredModule(module: "kg-inicis", environment: "live", account: inicis),
            ["settings.clientIp", "account.mid"]
        ),
        (
            ConfiguredModule(
                module: "kg-inicis",
                settings: #"{ "clientIp": "198.51.100.7", "noticeSources": [], "methods": ["virtual-account"] }"#,
                account: inicis
            ),
            ["settings.noticeSources"]
        ),
        (
            ConfiguredModule(
                module: "paypal",
                settings: #"{ "webhookRoots": "no certificate", "baseURL": "http://pg.example" }"#,
                account: #"{ "clientId": "c", "webhookId": "a b" }"#
            ),
            ["settings.webhookRoots", "settings.baseURL", "account.clientSecret", "account.webhookId"]
        ),
        (
            ConfiguredModule(
                module: "nicepay",
                settings: #"{ "methods": [], "baseURL": "ftp://127.0.0.1" }"#,
                account: #"{ "clientKey": "c", "secretKey": "s" }"#
            ),
            ["settings.methods", "settings.baseURL"]
        ),
        (
            ConfiguredModule(
                module: "kakaopay",
                settings: #"{ "scheme": "A B", "baseURL": false }"#,
                account: #"{ "cid": "C123456789", "secretKey": "s" }"#
            ),
            ["settings.scheme", "settings.baseURL", "account.cid"]
        ),
        (
            ConfiguredModule(
                module: "toss-payments",
                settings: #"{ "methods": ["CASH"], "baseURL": "http://10.0.0.1" }"#,
                account: #"{ "clientKey": "live_ck_abc", "secretKey": "live_sk_abc" }"#
            ),
            ["settings.methods", "settings.baseURL", "account.clientKey", "account.secretKey"]
        ),
        (
            ConfiguredModule(
                module: "mock",
                settings: """
                    { "approver": "nobody", "cancelMode": 1, "cancelDelayMs": -1, "seed": "7",
                      "chaos": { "hang": 2, "delay": 0.5, "explode": 0.1 } }
                    """,
                account: #"{ "publicKey": "p" }"#
            ),
            [
                "settings.approver", "settings.cancelMode", "settings.cancelDelayMs", "settings.seed",
                "settings.chaos.hang", "settings.chaos.explode", "account.secretKey",
            ]
        ),
    ]

    @Test(arguments: cases)
    func eachFaultIsReportedWhereItStands(file: ConfiguredModule, parts: [String]) {
        let places = parts.map { part in
            part.hasPrefix("settings.") ? "providers.pg.\(part)" : "malls.mall1.shops.1.\(part)"
        }
        #expect(file.places == places)
    }

    /// Nobody pays there yet, but the file is wrong all the same.
    @Test(arguments: cases.map(\.0))
    func theSettingsOfAnUnusedInstanceAreCheckedToo(file: ConfiguredModule) {
        var unused = file
        unused.account = nil
        #expect(unused.places == file.places.filter { $0.hasPrefix("providers.") })
    }

    @Test func theModulesWordsAreTheProblem() {
        let file = ConfiguredModule(
            module: "stripe",
            account: #"{ "secretKey": "sk_live_hush", "webhookSecret": "whsec_x" }"#
        )
        let words = "it must begin with sk_test_ or rk_test_ in this environment"
        #expect(file.faults.map(\.problem) == ["is refused by the module stripe: \(words)"])
        #expect(!file.faults.description.contains("hush"))
    }
}
