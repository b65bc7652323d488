import HTTPTypes
import ProviderKit
import Testing

@testable import Providers

struct KakaoAccountTests {
    private static func account(
        cid: String = "TC0ONETIME",
        secretKey: String = "DEVKEY",
        _ environment: ProviderEnvironment = .test,
        _ settings: [String: SettingValue] = [:]
    ) -> ProviderAccount {
        ProviderAccount(
            instance: "kakao",
            reference: "r",
            environment: environment,
            fields: ["cid": [Secret(cid)], "secretKey": [Secret(secretKey)]],
            settings: settings
        )
    }

    @Test(arguments: [
        ("TC0ONETIME", "DEVKEY", ProviderEnvironment.live, "cid"), ("C123456789", "DEVKEY", .test, "cid"),
        ("C12345678", "DEVKEY", .live, "cid"), ("C12345678!", "DEVKEY", .live, "cid"), ("", "DEVKEY", .test, "cid"),
        ("TC0ONETIME", "", .test, "secretKey"), ("TC0ONETIME", "DEV\r\nX: y", .test, "secretKey"),
    ])
    func anAccountThatCannotWorkIsNamed(
        cid: String,
        secretKey: String,
        environment: ProviderEnvironment,
        field: String
    ) {
        let account = Self.account(cid: cid, secretKey: secretKey, environment)
        let error = #expect(throws: ProviderError.self) {
            try KakaoPay(account: account, services: AnsweringLine([]).services())
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(field) ?? false)
    }

    @Test(arguments: [
        ("cid", "TC0ONETIME", true), ("cid", "TC0ONE", false), ("cidSecret", "0123456789abcdefghijklmn", true),
        ("cidSecret", "0123456789", false), ("secretKey", "PRD0123", true), ("secretKey", "a b", false),
    ])
    func theFormOfAFieldIsKnown(field: String, text: String, isWellFormed: Bool) throws {
        let rule = try #require(KakaoPay.manifest.accountFields.first { $0.name == field })
        #expect(rule.isWellFormed(text) == isWellFormed)
        #expect(rule.isRequired == (field != "cidSecret"))
    }

    @Test(arguments: [(nil, "SECRET_KEY DEVKEY"), ("DEV_SECRET_KEY", "DEV_SECRET_KEY DEVKEY")] as [(String?, String)])
    func theWordBeforeTheKeyCanBeSet(scheme: String?, header: String) async throws {
        let settings = scheme.map { ["scheme": SettingValue.string($0)] } ?? [:]
        let line = AnsweringLine([(status: 500, body: "")])
        let kakao = try KakaoPay(account: Self.account(settings: settings), services: line.services())
        _ = try? await kakao.checkout(try await KakaoVisit().order)
        #expect(line.requests.map { $0.headerFields[.authorization] } == [header])
    }

    @Test(arguments: [SettingValue.string(""), .string("A B"), .string("KEY:"), .bool(true)])
    func aSchemeThatIsNoWordIsRefused(scheme: SettingValue) {
        let error = #expect(throws: ProviderError.self) {
            try KakaoPay(account: Self.account(settings: ["scheme": scheme]), services: AnsweringLine([]).services())
        }
        #expect(error?.code == .configuration)
    }

    private static func account(settings: [String: SettingValue]) -> ProviderAccount {
        account(cid: "TC0ONETIME", secretKey: "DEVKEY", .test, settings)
    }
}
