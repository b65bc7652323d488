import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

struct TossAccountTests {
    @Test(arguments: [
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "test_sk_zXLkKEypNArWmo50nX3l", "test", nil),
        ("live_ck_D5GePWvyJnrK0W0k6q8g", "live_sk_zXLkKEypNArWmo50nX3l", "live", nil),
        ("test_gck_docs_Ovk5rk1EwkEbP0W43n07", "test_gsk_docs_OaPz8L5KdmQXkzRz3y47", "test", nil),
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "live_sk_zXLkKEypNArWmo50nX3l", "test", "secretKey"),
        ("live_ck_D5GePWvyJnrK0W0k6q8g", "test_sk_zXLkKEypNArWmo50nX3l", "test", "clientKey"),
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "test_sk_zXLkKEypNArWmo50nX3l", "live", "clientKey"),
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "test_gsk_docs_OaPz8L5KdmQXkzRz3y47", "test", "pair"),
        ("test_sk_D5GePWvyJnrK0W0k6q8g", "test_sk_zXLkKEypNArWmo50nX3l", "test", "clientKey"),
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "test_ck_zXLkKEypNArWmo50nX3l", "test", "secretKey"),
        ("test_ck_D5GePWvyJnrK0W0k6q8g", "", "test", "secretKey"),
    ])
    func keysMustBeAPairOfTheirEnvironment(client: String, secret: String, environment: String, fault: String?) throws {
        let account = ProviderAccount(
            instance: "toss",
            reference: "r",
            environment: try #require(ProviderEnvironment(rawValue: environment)),
            fields: ["clientKey": [Secret(client)], "secretKey": [Secret(secret)]]
        )
        do {
            _ = try TossPayments(account: account, services: AnsweringLine([]).services())
            #expect(fault == nil)
        } catch {
            #expect(error.code == .configuration)
            #expect(error.message.contains(try #require(fault)))
            #expect(secret.isEmpty || !error.description.contains(secret))
        }
    }

    @Test(arguments: [
        ("clientKey", "test_ck_abc", true), ("clientKey", "live_gck_abc", true), ("clientKey", "test_sk_abc", false),
        ("clientKey", "ck_abc", false), ("clientKey", "", false), ("clientKey", "demo_ck_abc", false),
        ("secretKey", "live_sk_abc", true), ("secretKey", "test_gsk_abc", true), ("secretKey", "test_ck_abc", false),
        ("secretKey", "test_sk_", false), ("secretKey", "test_sk_a b", false), ("secretKey", "test_sk_a:b", false),
    ])
    func theFormOfAKeyIsKnown(field: String, text: String, isWellFormed: Bool) throws {
        let rule = try #require(TossPayments.manifest.accountFields.first { $0.name == field })
        #expect(rule.isWellFormed(text) == isWellFormed)
    }

    @Test func methodsAreThoseOfTheContract() throws {
        let setting = SettingValue.list([.string("MOBILE_PHONE"), .string("CARD")])
        #expect(try TossMethod.chosen(by: setting) == [.phone, .card])
        #expect(try TossMethod.chosen(by: nil) == TossMethod.usual)
    }

    @Test(arguments: [
        SettingValue.list([]), .string("CARD"), .list([.string("CASH")]), .list([.string("CARD"), .bool(true)]),
    ])
    func aListOfSomethingElseIsRefused(setting: SettingValue) {
        let error = #expect(throws: ProviderError.self) { try TossMethod.chosen(by: setting) }
        #expect(error?.code == .configuration)
    }
}
