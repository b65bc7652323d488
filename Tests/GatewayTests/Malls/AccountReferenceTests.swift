import ProviderKit
import Testing

@testable import Gateway

struct AccountReferenceTests {
    private let fields = ["merchant": [Secret("M1")], "secretKey": [Secret("sk_1")]]

    @Test func aRotatedSecretKeepsTheReference() {
        var rotated = fields
        rotated["secretKey"] = [Secret("sk_2"), Secret("sk_1")]
        #expect(reference(fields) == reference(rotated))
    }

    /// As a key that is all there is of an identity rotates: the new one in front, the old one behind it for good.
    @Test func theOldestValueOfAListIsTheIdentity() {
        var rolled = fields
        rolled["merchant"] = [Secret("M3"), Secret("M2"), Secret("M1")]
        #expect(reference(rolled) == reference(fields))
        rolled["merchant"] = [Secret("M1"), Secret("M2")]
        #expect(reference(rolled) != reference(fields))
    }

    @Test func anotherIdentityInstanceOrModuleIsAnotherReference() {
        var other = fields
        other["merchant"] = [Secret("M2")]
        var manifest = ConfigurationFixture.acme
        manifest.identifier = "acme-pay-2"
        let references = [
            reference(fields), reference(other), reference(fields, instance: "acme2"),
            AccountReference(instance: "acme", manifest: manifest, fields: fields),
        ]
        #expect(Set(references).count == 4)
    }

    /// It stands in webhook addresses that merchants typed into consoles, so it must never change.
    @Test func theReferenceIsForEver() {
        #expect(reference(fields).text == "9d9e706cdfe273c1")
        #expect(reference(fields).text.utf8.count == 16)
    }

    @Test func aShopsAccountCarriesItsInstancesSettings() throws {
        let configuration = try ConfigurationFixture.read(ConfigurationFixture.file)
        let shop = try #require(configuration.malls["demomall"]?.shops[1])
        let account = shop.account(of: try #require(configuration.providers["mock"]))
        #expect(account.instance == "mock" && account.environment == .test)
        #expect(account.reference == shop.accountReference.text)
        #expect(account.settings["seed"] == .number("7"))
        #expect(try account.require("secretKey") == Secret("mock-hush"))
    }

    private func reference(_ fields: [String: [Secret]], instance: String = "acme") -> AccountReference {
        AccountReference(instance: instance, manifest: ConfigurationFixture.acme, fields: fields)
    }
}
