import Foundation
import ProviderKit
import Testing

struct IdentifierTests {
    private static let text = "abcdefghijklmnopqrstuvwxyz234567"

    @Test func newOnesAreThirtyTwoDigitsOfBase32AndNeverEqual() {
        let random = SystemRandomSource()
        let keys = (0..<2000).map { _ in PaymentKey(from: random).text }
        let operations = (0..<2000).map { _ in OperationID(from: random).text }
        #expect(Set(keys + operations).count == 4000)
        #expect((keys + operations).allSatisfy { PaymentKey($0)?.text == $0 && OperationID($0)?.text == $0 })
    }

    @Test(arguments: [
        "", "abc", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "abcdefghijklmnopqrstuvwxyz234567a",
        "abcdefghijklmnopqrstuvwxyz23456", "abcdefghijklmnopqrstuvwxyz234561", "abcdefghijklmnopqrstuvwxyz234560",
        "abcdefghijklmnopqrstuvwxyz234568", "abcdefghijklmnopqrstuvwxyz23456 ", "abcdefghijklmnopqrstuvwxyz2345é",
        "abcdefghijklmnopqrstuvwxyz23456é", "abcdefghijklmnopqrstuvwxyz2345６",
    ])
    func textsOfAnotherFormAreRefused(text: String) {
        #expect(PaymentKey(text) == nil)
        #expect(OperationID(text) == nil)
    }

    @Test func aKeyShowsItsBeginningOnly() throws {
        let key = try #require(PaymentKey(Self.text))
        #expect(key.short == "abcdefgh")
        #expect("\(key)" == "abcdefgh…")
    }

    @Test func keysAndOperationsSurviveJSON() throws {
        let key = try #require(PaymentKey(Self.text))
        let operation = try #require(OperationID(Self.text))
        #expect(try JSONDecoder().decode(PaymentKey.self, from: JSONEncoder().encode(key)) == key)
        #expect(try JSONDecoder().decode(OperationID.self, from: JSONEncoder().encode(operation)) == operation)
    }
}
