import Foundation
import ProviderKit
import Testing

@testable import Gateway

struct ConfigurationReaderTests {
    @Test func aRightFileIsReadWithItsDefaults() throws {
        let configuration = try ConfigurationFixture.read(ConfigurationFixture.file)
        #expect(configuration.server.operations == ListenAddress(host: "127.0.0.1", port: 8081))
        #expect(configuration.server.publicURL.description == "https://pay.example.com")
        #expect(configuration.database == .sqlite(path: "gateway.sqlite"))
        #expect(configuration.sealingKeys.map(\.id) == ["a"])
        let cafe24 = configuration.cafe24
        #expect(cafe24.serviceKeys == [Secret("service-hush")])
        #expect(cafe24.apiBase(for: "demomall") == "https://demomall.cafe24api.com")
        #expect(cafe24.patience == 8 && cafe24.refusalStatus == 400 && cafe24.apiVersion == "2026-09-01")
        #expect(cafe24.notificationEncoding == .json && cafe24.payloadHashes == .tolerant)
        #expect(cafe24.unreadPayments == .keep && !cafe24.confirmCancellations && cafe24.allowedSources.isEmpty)
        #expect(cafe24.statusAnswers == Cafe24Settings.StatusAnswers(times: 0, forMinutes: 0))
        #expect(configuration.providers["acme"]?.environment == .live)
        #expect(configuration.providers["mock"]?.settings["seed"]?.integer == 7)
    }

    @Test func aLeapDayIsADay() throws {
        let file = try #require(
            ConfigurationFixture.file(replacing: #""clientID":"#, with: #""apiVersion": "2028-02-29", "clientID":"#)
        )
        #expect(try ConfigurationFixture.read(file).cafe24.apiVersion == "2028-02-29")
    }

    @Test func aShopTakesWhatItDoesNotNameFromItsMall() throws {
        let mall = try #require(try ConfigurationFixture.read(ConfigurationFixture.file).malls["demomall"])
        let first = try #require(mall.shops[1])
        #expect(first.provider == "mock" && first.name == "demomall" && first.isEnabled)
        #expect(first.account == ["publicKey": [Secret("pk")], "secretKey": [Secret("mock-hush")]])
        #expect(first.partnerID == "demomall:1:mock")
        let second = try #require(mall.shops[2])
        #expect(second.provider == "acme" && second.currency == .jpy && second.partnerID == "demomall:2:acme")
        #expect(second.account == ["merchant": [Secret("M1")], "secretKey": [Secret("sk_hush")]])
    }

    @Test(arguments: [
        (#"{ "env": "ACME" }"#, ["sk_hush"]), (#"{ "env": "LINE" }"#, ["sk_line_hush"]),
        (#"{ "file": "/run/secrets/acme" }"#, ["sk_file_hush"]),
        (#"{ "file": "/run/secrets/windows" }"#, ["sk_crlf_hush"]),
    ])
    func aSecretComesFromTheEnvironmentOrAFile(reference: String, texts: [String]) throws {
        let file = try #require(ConfigurationFixture.file(replacing: #"{ "env": "ACME" }"#, with: reference))
        let shop = try ConfigurationFixture.read(file).malls["demomall"]?.shops[2]
        #expect(shop?.account["secretKey"] == texts.map { Secret($0) })
    }

    @Test func secretsThatRotateStandSideBySide() throws {
        let more = #""merchant": "M1", "webhookSecret": [{ "env": "HOOK" }, { "env": "MOCK" }],"#
        let file = try #require(ConfigurationFixture.file(replacing: #""merchant": "M1","#, with: more))
        let shop = try ConfigurationFixture.read(file).malls["demomall"]?.shops[2]
        #expect(shop?.account["webhookSecret"] == [Secret("hook-hush"), Secret("mock-hush")])
    }

    @Test(arguments: ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080", "https://localhost"])
    func onLoopbackLiteralsAndAMockWithoutEnvironmentAreTaken(url: String) throws {
        let file = ConfigurationFixture.file
            .replacingOccurrences(of: "https://pay.example.com", with: url)
            .replacingOccurrences(of: #"{ "env": "SERVICE" }"#, with: #""svc-test-key-0001""#)
            .replacingOccurrences(of: #""environment": "test", "#, with: "")
        let configuration = try ConfigurationFixture.read(file)
        #expect(configuration.cafe24.serviceKeys == [Secret("svc-test-key-0001")])
        #expect(configuration.server.publicURL.isLoopback)
    }

    @Test(arguments: ["127.0.0.1:0", "[::1]:8080", "gateway.internal:80"])
    func anAddressMayBeANameAndItsPortTheSystemsChoice(address: String) throws {
        let file = try #require(ConfigurationFixture.file(replacing: "127.0.0.1:8080", with: address))
        #expect(try ConfigurationFixture.read(file).server.listen.description == address)
    }

    @Test(arguments: ["http://127.0.0.1:9000", "http://127.0.0.1:9000/", "https://{mall_id}.api.example"])
    func theAdminAPIMayBeElsewhere(base: String) throws {
        let file = try #require(
            ConfigurationFixture.file(replacing: #""clientID":"#, with: "\"apiBase\": \"\(base)\", \"clientID\":")
        )
        let settings = try ConfigurationFixture.read(file).cafe24
        #expect(settings.apiBase(for: "m").contains("//m.") == base.contains("{"))
        #expect(WebOrigin(settings.apiBase(for: "m")) != nil)
    }

    @Test func manyFaultsAreReportedAtOnceInTheOrderOfTheFile() throws {
        let file = """
            {
              "colour": "blue",
              "server": { "publicURL": "https://pay.example.com", "listen": 1 },
              "database": "oracle:",
              "cafe24": { "clientID": "c", "clientSecret": "hush", "serviceKeys": [{ "env": "BLANK" }, "hush"] },
              "providers": { "mock": { "module": "mock" }, "other": { "module": "nothing" } },
              "malls": { "demomall": {
                "provider": "mock", "account": { "publicKey": "pk" },
                "shops": { "2": { "currency": "XXX", "partnerID": "p" }, "1": { "currency": "KRW", "partnerID": "p" } }
              } }
            }
            """
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        #expect(
            faults?.faults.map(\.place) == [
                "sealingKeys", "colour", "server.listen", "database", "cafe24.clientSecret", "cafe24.serviceKeys.0",
                "cafe24.serviceKeys.1", "providers.mock.environment", "providers.other.module",
                "malls.demomall.account.secretKey", "malls.demomall.shops.2.currency",
                "malls.demomall.shops.1.partnerID",
            ]
        )
        #expect(faults?.description.contains("hush") == false)
    }

    @Test(arguments: [
        ("{\n  \"server\": {\n    \"listen\": 1,\n  }\n}", "providers.json: is not JSON: line 4, column 3"),
        ("", "providers.json: is not JSON: line 1, column 1"),
        ("[]", "providers.json: is an array. It must be an object."),
        ("{ // no comments\n}", "providers.json: is not JSON: line 1, column 3"),
    ])
    func aFileThatIsNotJSONIsOneFault(text: String, line: String) {
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(text) }
        #expect(faults?.faults.count == 1)
        #expect(faults?.description.hasPrefix(line) == true, "\(faults?.description ?? "")")
    }

    @Test func aKeyThatIsThereTwiceHidesNoOtherFault() throws {
        let wrong = try #require(
            ConfigurationFixture.file(
                replacing: #""1": { "currency": "KRW" }"#,
                with: "\"1\": { \"currency\": \"krw\", \"name\": \"a\",\n \"name\": \"b\", \"name\": \"c\" }"
            )
        )
        let file = wrong.replacingOccurrences(of: #""client""#, with: #""client", "clientID": 7"#)
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        #expect(
            faults?.faults.map(\.place) == [
                "cafe24.clientID", "malls.demomall.shops.1.currency", "malls.demomall.shops.1.name",
            ]
        )
        #expect(faults?.faults.last?.description.contains("is there twice (line 19, column 2). Take one of") == true)
    }

    @Test func aByteOrderMarkIsSaidBesideAllElse() throws {
        let marked = try #require(ConfigurationFixture.file(replacing: #""KRW""#, with: #""krw""#))
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read("\u{FEFF}" + marked) }
        #expect(faults?.faults.map(\.place) == ["providers.json", "malls.demomall.shops.1.currency"])
        #expect(faults?.description.contains("begins with a byte order mark. Save it without one.") == true)
    }

    static let secretFlaws = [
        ("TWO_LINES", "a line break"), ("INNER", "a line break"), ("NUL", "a control character"),
        ("LEADING", "a blank"), ("TRAILING", "a control character"), ("MARKED", "a byte order mark"),
    ]

    @Test(arguments: secretFlaws)
    func aSecretThatNobodyCouldMeanIsAFaultThatDoesNotShowIt(name: String, flaw: String) throws {
        let file = try #require(
            ConfigurationFixture.file(replacing: #"{ "env": "ACME" }"#, with: #"{ "env": "\#(name)" }"#)
        )
        let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFixture.read(file) }
        #expect(faults?.faults.map(\.place) == ["malls.demomall.shops.2.account.secretKey"])
        #expect(faults?.description.contains(flaw) == true && faults?.description.contains("hush") == false)
    }

    @Test func theSampleNeedsNothingButLoopback() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let bytes = Array(try Data(contentsOf: root.appending(path: "providers.json")))
        let reader = ConfigurationReader(modules: [ConfigurationFixture.mock], environment: [:]) { _ in nil }
        let configuration = try reader.read(bytes)
        #expect(configuration.malls["demomall"]?.shops[1]?.currency == .krw)
        #expect(configuration.malls["demomall"]?.shops[2]?.currency == .php)
        #expect(configuration.sealingKeys.count == 1)

        // The same file at a public address is refused, and every secret in it is named.
        let text = String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: "http://127.0.0.1:8080", with: "https://pay.example.com")
        let faults = #expect(throws: ConfigurationFaults.self) { try reader.read(Array(text.utf8)) }
        #expect(
            faults?.faults.map(\.place) == [
                "sealingKeys.0.key", "cafe24.clientID", "cafe24.clientSecret", "cafe24.serviceKeys.0",
                "malls.demomall.account.publicKey", "malls.demomall.account.secretKey",
            ]
        )
    }

    @Test func everyKeyOfTheTableIsDocumentedAndEveryDefaultIsOfItsKind() {
        expectSoundFields(ConfigurationTable.root)
    }

    private func expectSoundFields(_ kind: ConfigurationKind) {
        switch kind {
        case .object(let fields):
            #expect(Set(fields.map(\.key)).count == fields.count)
            for field in fields {
                #expect(field.documentation.hasSuffix("."), "\(field.key)")
                var check = ConfigurationCheck()
                if let standard = field.standard { check.check(standard, field.kind, at: ConfigurationPlace()) }
                #expect(check.faults.isEmpty, "\(field.key)")
                expectSoundFields(field.kind)
            }
        case .map(_, let kind), .list(let kind, _): expectSoundFields(kind)
        default: break
        }
    }
}
