import ProviderKit
import Testing

@testable import Gateway

/// One fault at a time.
struct ConfigurationFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let place: String
        let phrase: String

        init(_ old: String, _ new: String, _ place: String, _ phrase: String) {
            (self.old, self.new, self.place, self.phrase) = (old, new, place, phrase)
        }

        var testDescription: String { "\(old) → \(new)" }
    }

    static let serverCases = [
        Case(#""publicURL": "https"#, #""publicUrl": "https"#, "server.publicURL", "is missing. Add it: How Cafe24"),
        Case(#""publicURL": "https:"#, #""publicURL": "http:"#, "server.publicURL", "must be an https address"),
        Case("pay.example.com", "pay.example.com/pg", "server.publicURL", "without a path"),
        Case("pay.example.com", "user@pay.example.com", "server.publicURL", "can't stand here"),
        Case("pay.example.com", "pay.example.com?a=1", "server.publicURL", "can't stand here"),
        Case("https://pay.example.com", "ftp://pay.example.com", "server.publicURL", "can't stand here"),
        Case(#""127.0.0.1:8080""#, "8080", "server.listen", "is a number. It must be a string"),
        Case("127.0.0.1:8080", "127.0.0.1", "server.listen", "a host and a port such as"),
        Case("127.0.0.1:8080", "127.0.0.1:65536", "server.listen", "a host and a port such as"),
        Case("127.0.0.1:8080", "127.0.0.1:8081", "server.operations", "is the address of server.listen"),
        Case(#""listen":"#, #""trustedProxies": ["10.0.0.0/33"], "listen":"#, "server.trustedProxies.0", "10.0.0.0/8"),
        Case(#""listen":"#, #""trustedProxies": "10.0.0.0/8", "listen":"#, "server.trustedProxies", "must be a list"),
        Case(#""listen":"#, #""lissten": "", "listen":"#, "server.lissten", "is unknown. Perhaps listen is meant"),
        Case(#""database": "sqlite:gateway.sqlite","#, "", "database", "is missing"),
        Case("sqlite:gateway.sqlite", "mysql://x", "database", "sqlite:path or postgres://"),
        Case("sqlite:gateway.sqlite", "sqlite:", "database", "sqlite:path or postgres://"),
        Case(#"[{ "id": "a", "key": { "env": "SEALING" } }]"#, "[]", "sealingKeys", "is empty. Name at least one"),
        Case(#"{ "env": "SEALING" }"#, #"{ "env": "CLIENT" }"#, "sealingKeys.0.key", "is not 32 bytes in base64"),
        Case(
            #"{ "env": "SEALING" }"#,
            #"{ "env": "NOBODY" }"#,
            "sealingKeys.0.key",
            "variable NOBODY, which is not set"
        ),
        Case(
            #""key": { "env": "SEALING" } }"#,
            #""key": { "env": "SEALING" } }, { "id": "a", "key": { "env": "SEALING" } }"#,
            "sealingKeys.1.id",
            "is the id of an earlier key"
        ),
        Case(#""id": "a","#, "", "sealingKeys.0.id", "is missing"),
    ]

    static let cafe24Cases = [
        Case(#"{ "env": "SERVICE" }"#, "", "cafe24.serviceKeys", "is empty"),
        Case(
            #"[{ "env": "SERVICE" }]"#,
            #"{ "env": "SERVICE" }"#,
            "cafe24.serviceKeys",
            "is an object. It must be a list"
        ),
        Case(#"{ "env": "SERVICE" }"#, #"{ "env": "BLANK" }"#, "cafe24.serviceKeys.0", "is empty"),
        Case(#"{ "env": "SERVICE" }"#, #"{ "env": "SAMPLE" }"#, "cafe24.serviceKeys.0", "from the sample"),
        Case(
            #"{ "env": "SERVICE" }"#,
            #"{ "env": "SERVICE" }, "hush""#,
            "cafe24.serviceKeys.1",
            "written into the file"
        ),
        Case(#"{ "env": "SERVICE" }"#, #"{ "file": "/nowhere" }"#, "cafe24.serviceKeys.0", "the file /nowhere"),
        Case(#"{ "env": "SERVICE" }"#, #"{ "enw": "SERVICE" }"#, "cafe24.serviceKeys.0", "names no secret"),
        Case(#"{ "env": "CLIENT" }"#, #"{ "env": "CLIENT", "file": "x" }"#, "cafe24.clientSecret", "names no secret"),
        Case(#"{ "env": "CLIENT" }"#, "7", "cafe24.clientSecret", "is a number. It must be a string, {"),
        Case(#""clientID": "client""#, #""clientID": """#, "cafe24.clientID", "must be a line of 1 to 200 bytes"),
        Case(#""client""#, #""testClientId0000000001""#, "cafe24.clientID", "from the sample, which everybody knows"),
        Case(#""clientID":"#, #""patience": 61, "clientID":"#, "cafe24.patience", "from 1 to 60"),
        Case(#""clientID":"#, #""patience": 8.0, "clientID":"#, "cafe24.patience", "a whole number"),
        Case(#""clientID":"#, #""patience": "8", "clientID":"#, "cafe24.patience", "is a string"),
        Case(#""clientID":"#, #""refusalStatus": 500, "clientID":"#, "cafe24.refusalStatus", "must be 400 or 200"),
        Case(
            #""clientID":"#,
            #""notificationEncoding": "xml", "clientID":"#,
            "cafe24.notificationEncoding",
            #"must be "json" or "form""#
        ),
        Case(
            #""clientID":"#,
            #""statusAnswers": { "times": -1 }, "clientID":"#,
            "cafe24.statusAnswers.times",
            "a whole number from 0"
        ),
        Case(
            #""clientID":"#,
            #""confirmCancellations": 1, "clientID":"#,
            "cafe24.confirmCancellations",
            "true or false"
        ),
        Case(#""clientID":"#, #""apiBase": "https://api.example", "clientID":"#, "cafe24.apiBase", "{mall_id} in it"),
        Case(
            #""clientID":"#,
            #""apiBase": "https://api.example/{mall_id}", "clientID":"#,
            "cafe24.apiBase",
            "without a path"
        ),
        Case(#""clientID":"#, #""apiBase": "http://127.0.0.1:9/x", "clientID":"#, "cafe24.apiBase", "without a path"),
        Case(#""clientID":"#, #""failurePath": "fail", "clientID":"#, "cafe24.failurePath", "a path such as"),
        Case(#""clientID":"#, #""apiVersion": "new", "clientID":"#, "cafe24.apiVersion", "a date such as"),
        Case(#""clientID":"#, #""apiVersion": "2026-13-01", "clientID":"#, "cafe24.apiVersion", "a date such as"),
        Case(#""clientID":"#, #""apiVersion": "2026-04-31", "clientID":"#, "cafe24.apiVersion", "a date such as"),
        Case(#""clientID":"#, #""apiVersion": "2026-02-29", "clientID":"#, "cafe24.apiVersion", "a date such as"),
        Case(#""clientID":"#, #""apiVersion": "2026-09-00", "clientID":"#, "cafe24.apiVersion", "a date such as"),
        Case(#""clientID":"#, #""allowedSources": ["x"], "clientID":"#, "cafe24.allowedSources.0", "address range"),
        Case(#""clientID":"#, #""unreadPayments": null, "clientID":"#, "cafe24.unreadPayments", "is null"),
    ]

    static let mallCases = [
        Case(
            #""acme-pay""#,
            #""acme""#,
            "providers.acme.module",
            "is no module of this program. Known are acme-pay, mock"
        ),
        Case(#""acme-pay""#, #""acme-pai""#, "providers.acme.module", "Perhaps acme-pay is meant"),
        Case(
            #""seed": 7"#,
            #""sed": 7"#,
            "providers.mock.settings.sed",
            "is no setting of the module mock. Perhaps seed"
        ),
        Case(#""seed": 7"#, #""seed": null"#, "providers.mock.settings.seed", "holds null"),
        Case(#""environment": "test","#, "", "providers.mock.environment", "the mock moves no money"),
        Case(#""environment": "test""#, #""environment": "prod""#, "providers.mock.environment", #""test" or "live""#),
        Case(
            #""acme": {"#,
            #""ac.me": { "module": "mock", "environment": "test" }, "acme": {"#,
            "providers.ac.me",
            "a name"
        ),
        Case(#""demomall": {"#, #""Demo": {}, "demomall": {"#, "malls.Demo", "a mall id"),
        Case(#""shop.example.com""#, #""127.0.0.1""#, "malls.demomall.domains.0", "an origin with its port"),
        Case(#""shop.example.com""#, #""localhost""#, "malls.demomall.domains.0", "an origin with its port"),
        Case(#""shop.example.com""#, #""https://a.example/x""#, "malls.demomall.domains.0", "an origin with its port"),
        Case(#""shop.example.com""#, #""https://shop.example.com""#, "malls.demomall.domains.0", "with its port"),
        Case(#""shop.example.com""#, #""http://10.0.0.1/""#, "malls.demomall.domains.0", "with its port"),
        Case(#""shop.example.com""#, #""http://[::1]""#, "malls.demomall.domains.0", "with its port"),
        Case(#""provider": "mock""#, #""provider": "mok""#, "malls.demomall.provider", "Perhaps mock is meant"),
        Case(#""publicKey": "pk", "#, "", "malls.demomall.account.publicKey", "is missing. Add it; the module mock"),
        Case(#""publicKey": "pk""#, #""publicKey": "demo-public""#, "malls.demomall.account.publicKey", "the sample"),
        Case(
            #""publicKey":"#,
            #""publicKei": "", "publicKey":"#,
            "malls.demomall.account.publicKei",
            "Perhaps publicKey"
        ),
        Case(#""publicKey": "pk""#, #""publicKey": ["pk"]"#, "malls.demomall.account.publicKey", "is a list"),
        Case(#"{ "env": "MOCK" }"#, #""hush""#, "malls.demomall.account.secretKey", "written into the file"),
        Case(
            #""account": { "publicKey": "pk", "secretKey": { "env": "MOCK" } },"#,
            "",
            "malls.demomall.account.publicKey",
            "is missing"
        ),
        Case(#""provider": "mock","#, "", "malls.demomall.account", "belongs to no provider"),
        Case(#""1": { "currency""#, #""01": { "currency""#, "malls.demomall.shops.01", "a shop number"),
        Case(#""1": { "currency": "KRW" }"#, #""1": {}"#, "malls.demomall.shops.1.currency", "is missing"),
        Case(#""KRW""#, #""krw""#, "malls.demomall.shops.1.currency", "is no currency in circulation"),
        Case(#""JPY""#, #""USD""#, "malls.demomall.shops.2.currency", "not taken by the module acme-pay"),
        Case(
            #""provider": "acme""#,
            #""provider": "akme""#,
            "malls.demomall.shops.2.provider",
            "Perhaps acme is meant"
        ),
        Case(#""merchant": "M1", "#, "", "malls.demomall.shops.2.account.merchant", "is missing"),
        Case(#""merchant": "M1""#, #""merchant": "X1""#, "malls.demomall.shops.2.account.merchant", "the PG's form"),
        Case(#"{ "env": "ACME" }"#, #"{ "env": "GONE" }"#, "malls.demomall.shops.2.account.secretKey", "GONE"),
        Case(
            #""merchant": "M1","#,
            #""merchant": "M1", "webhookSecret": [{ "env": "HOOK" }, "x"],"#,
            "malls.demomall.shops.2.account.webhookSecret.1",
            "written into the file"
        ),
        Case(
            #""1": { "currency": "KRW" }"#,
            #""1": { "currency": "KRW", "provider": "acme" }"#,
            "malls.demomall.shops.1.account.merchant",
            "is missing"
        ),
        Case(
            #""currency": "JPY","#,
            #""currency": "JPY", "partnerID": "demomall:1:mock","#,
            "malls.demomall.shops.2.partnerID",
            "is demomall:1:mock, which is the partner id of malls.demomall.shops.1 too"
        ),
        Case(#""demomall": {"#, "\"\(longMall)\": {", "malls.\(longMall).shops.1.partnerID", "longer than 50"),
        Case(
            #""currency": "JPY","#,
            #""currency": "JPY", "enabled": "T","#,
            "malls.demomall.shops.2.enabled",
            "true or"
        ),
    ]

    private static let longMall = String(repeating: "m", count: 45)

    @Test(arguments: serverCases + cafe24Cases + mallCases)
    func aFaultIsNamedAtItsPlace(_ wrong: Case) throws {
        let file = try #require(ConfigurationFixture.file(replacing: wrong.old, with: wrong.new))
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        let lines = faults?.description.split(separator: "\n") ?? []
        #expect(lines.contains { $0.hasPrefix("\(wrong.place): ") && $0.contains(wrong.phrase) }, "\(lines)")
        #expect(!lines.joined().contains("hush"))
    }

    /// Faults that another one brings with it.
    static let causes: [(String, String, [String])] = [
        (#""publicURL": "https"#, #""publicUrl": "https"#, ["server.publicURL", "server.publicUrl"]),
        (#""acme-pay""#, #""none""#, ["providers.acme.module"]),
        (#""demomall": {"#, #""Demo Mall": {"#, ["malls.Demo Mall"]),
        (#""provider": "mock","#, "", ["malls.demomall.account", "malls.demomall.shops.1.provider"]),
        (
            #""1": { "currency": "KRW" }"#, #""x": { "currency": "krw" }"#,
            ["malls.demomall.shops.x", "malls.demomall.shops.x.currency"]
        ),
        (
            #""1": { "currency": "KRW" }"#, #""1": { "currency": "krw", "provider": "mok", "partnerID": "" }"#,
            [
                "malls.demomall.shops.1.currency", "malls.demomall.shops.1.provider",
                "malls.demomall.shops.1.partnerID",
            ]
        ),
        (
            #""demomall": {"#, #""other": { "shops": { "1": { "currency": "krw" } } }, "demomall": {"#,
            ["malls.other.shops.1.provider", "malls.other.shops.1.currency"]
        ),
        (
            #""demomall": {"#, #""Demo": { "provider": "mok" }, "demomall": {"#,
            ["malls.Demo"]
        ),
    ]

    @Test func withoutAnyInstanceItIsSaidToAddOne() throws {
        let file = """
            {
              "server": { "publicURL": "http://127.0.0.1:8080" }, "database": "sqlite:gateway.sqlite",
              "sealingKeys": [{ "id": "a", "key": { "env": "SEALING" } }],
              "cafe24": { "clientID": "client", "clientSecret": "hush", "serviceKeys": ["hush"] },
              "providers": {},
              "malls": { "demomall": { "provider": "mock", "account": {}, "shops": { "1": { "currency": "KRW" } } } }
            }
            """
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        let words = "malls.demomall.provider: names no provider instance. There is none; add mock to providers."
        #expect(faults?.description == words)
    }

    @Test(arguments: causes)
    func aFaultDoesNotBringOthersWithIt(old: String, new: String, places: [String]) throws {
        let file = try #require(ConfigurationFixture.file(replacing: old, with: new))
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        #expect(faults?.faults.map(\.place) == places)
    }
}
