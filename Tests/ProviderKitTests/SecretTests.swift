import ProviderKit
import Testing

struct SecretTests {
    private struct Holder {
        let name = "mall"
        let secret = Secret("hunter2")
        let several = ["webhook": [Secret("hunter2"), Secret("hunter2")]]
    }

    @Test func noWayOfPrintingShowsASecret() {
        let secret = Secret("hunter2")
        let holder = Holder()
        var dumped = ""
        dump(secret, to: &dumped)
        dump(holder, to: &dumped)
        dump([Optional(secret)], to: &dumped)
        let printed = [
            "\(secret)", String(reflecting: secret), String(describing: Optional(secret)), "\([secret])", "\(holder)",
            String(reflecting: holder), dumped,
        ]
        for text in printed { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(secret)" == "(secret)")
    }

    @Test func anAccountDoesNotPrintItsFields() throws {
        let account = ProviderAccount(
            instance: "mock",
            reference: "r",
            environment: .test,
            fields: ["secretKey": [Secret("hunter2")]]
        )
        #expect(!String(reflecting: account).contains("hunter2"))
        #expect(try account.require("secretKey").exposed == "hunter2")
    }

    @Test func aMissingOrEmptyFieldIsNamed() {
        let account = ProviderAccount(
            instance: "m",
            reference: "r",
            environment: .test,
            fields: ["empty": [Secret("")]]
        )
        for field in ["empty", "absent"] {
            let error = #expect(throws: ProviderError.self) { try account.require(field) }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains(field) == true)
        }
    }
}
