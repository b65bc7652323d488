import ProviderKit
import Testing

@testable import Gateway

struct ServiceKeysTests {
    private let data = HashData(message: "3065.00PHP")

    @Test func theFirstKeySignsAndAnyVerifies() throws {
        let keys = try #require(ServiceKeys([Secret("new"), Secret("old")]))
        #expect(keys.sign(data) == HashKey(Secret("new")).sign(data))
        #expect(keys.verifies(HashKey(Secret("new")).sign(data), data))
        #expect(keys.verifies(HashKey(Secret("old")).sign(data), data))
        #expect(!keys.verifies(HashKey(Secret("older")).sign(data), data))
    }

    @Test func aPlusThatAFormTurnedIntoASpaceStillVerifies() throws {
        let vector = try #require(HashVector.named("H1a"))
        let keys = try #require(ServiceKeys([Secret(vector.key)]))
        let spaced = String(vector.digest.map { $0 == "+" ? " " : $0 })
        #expect(spaced != vector.digest)
        #expect(keys.verifies(spaced, HashData(message: vector.message)))
    }

    @Test(arguments: [
        nil, "", "x", "051g24yZ-y-aAih_uQxQerIiJ2-z4md2mcexwK_rhOQ=", "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ",
    ])
    func anythingButTheExactBase64IsRefused(given: String?) throws {
        let vector = try #require(HashVector.named("H1a"))
        let keys = try #require(ServiceKeys([Secret(vector.key)]))
        #expect(!keys.verifies(given, HashData(message: vector.message)))
    }

    @Test(arguments: [[], [""], ["a", " \n"]])
    func thereIsAlwaysAKeyAndNoneIsBlank(texts: [String]) {
        #expect(ServiceKeys(texts.map { Secret($0) }) == nil)
    }
}
