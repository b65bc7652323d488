import ProviderKit
import Testing

struct AccountFaultsTests {
    private static func part(_ fault: AccountFault?) throws(ProviderError) -> String {
        if let fault { throw ProviderError(fault) }
        return "made"
    }

    private static func fail(_ error: ProviderError) throws(ProviderError) { throw error }

    @Test func allFaultsAreInOneErrorAndEachOnce() {
        var faults = AccountFaults()
        let key = AccountFault.account("secretKey", "is missing")
        let made = faults.take(try Self.part(nil))
        #expect(made == "made" && faults.isEmpty)
        let unmade = faults.take(try Self.part(key))
        #expect(unmade == nil)
        faults.take(try Self.part(key))
        faults.add(.setting("clientIp", "must be an IPv4 address"))
        #expect(!faults.isEmpty)
        #expect(faults.error.code == .configuration)
        #expect(faults.error.faults == [key, .setting("clientIp", "must be an IPv4 address")])
        #expect(faults.error.message == "account.secretKey is missing; settings.clientIp must be an IPv4 address")
    }

    @Test func anErrorWithoutAPlaceStaysWhatItIs() {
        var faults = AccountFaults()
        let error = ProviderError(.temporary, "not now")
        faults.take(try Self.fail(error))
        #expect(faults.error == error)
    }

    @Test func aMissingFieldHasItsPlace() {
        let account = ProviderAccount(instance: "pg", reference: "r", environment: .test, fields: [:])
        let error = #expect(throws: ProviderError.self) { try account.require("secretKey") }
        #expect(error?.faults == [.account("secretKey", "is missing")])
    }
}
