import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

struct PayPalAccountTests {
    @Test(arguments: ["clientId", "clientSecret", "webhookId"])
    func eachFieldMustBeThere(name: String) throws {
        let bench = try PayPalScene().bench
        for values in [[], [Secret("")]] {
            let account = ProviderAccount(
                instance: "paypal",
                reference: "r",
                environment: .test,
                fields: bench.account.fields.merging([name: values]) { $1 }
            )
            let fake = bench.fake
            let error = #expect(throws: ProviderError.self) {
                try ConformanceBench(PayPal.self, account: account) { _ in fake }
            }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains(name) == true)
        }
    }

    @Test(arguments: [
        ("baseURL", SettingValue.string("ftp://127.0.0.1"), ProviderEnvironment.test),
        ("baseURL", .string("http://127.0.0.1:9000"), .live), ("webhookRoots", .string("no certificate"), .test),
        ("webhookRoots", .bool(true), .test), ("webhookRoots", .string("anything"), .live),
    ])
    func aSettingThatCannotBeMeantIsRefused(
        name: String,
        value: SettingValue,
        environment: ProviderEnvironment
    ) {
        let error = #expect(throws: ProviderError.self) {
            try PayPal.scripted(PayPalScript(), settings: [name: value], environment: environment)
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(name) == true)
    }

    @Test(arguments: [("AeA1QIZXiflr1_-", true), ("", false), ("a b", false), ("a:b", false), ("키", false)])
    func aCredentialIsOneWord(text: String, isWellFormed: Bool) {
        for field in PayPal.manifest.accountFields { #expect(field.isWellFormed(text) == isWellFormed) }
    }

    @Test func theClientIsTheIdentityAndItsSecretIsSealed() {
        let fields = PayPal.manifest.accountFields
        #expect(fields.map(\.name) == ["clientId", "clientSecret", "webhookId"])
        #expect(fields.map(\.isSecret) == [false, true, false])
        #expect(fields.map(\.isIdentity) == [true, false, false])
    }
}
