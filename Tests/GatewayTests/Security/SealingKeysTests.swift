import Foundation
import Testing

@testable import Gateway

struct SealingKeysTests {
    private let old: SealingKeys.Key
    private let new: SealingKeys.Key
    private let plain = Data("secretKey".utf8)

    init() throws {
        old = try #require(SealingKeys.Key(id: "2025", bytes: Array(repeating: 1, count: 32)))
        new = try #require(SealingKeys.Key(id: "2026", bytes: Array(repeating: 2, count: 32)))
    }

    @Test(arguments: [0, 1, 15, 16, 17, 4096])
    func whatWasSealedIsOpened(count: Int) throws {
        let keys = SealingKeys(new)
        let plain = Data(repeating: 7, count: count)
        let sealed = try keys.seal(plain, context: "account")
        #expect(try keys.open(sealed, context: "account") == plain)
        #expect(try keys.seal(plain, context: "account") != sealed)
    }

    @Test func anotherContextIsRefused() throws {
        let keys = SealingKeys(new)
        let sealed = try keys.seal(plain, context: "account/1")
        #expect(throws: SealBroken.self) { try keys.open(sealed, context: "account/2") }
    }

    @Test func aRotatedKeyStillOpensAndTheNewOneSeals() throws {
        let sealed = try SealingKeys(old).seal(plain, context: "x")
        let rotated = SealingKeys(new, [old])
        #expect(rotated.current == "2026")
        #expect(try rotated.open(sealed, context: "x") == plain)
        let newer = try rotated.seal(plain, context: "x")
        #expect(throws: SealBroken.self) { try SealingKeys(old).open(newer, context: "x") }
        #expect(throws: SealBroken.self) { try SealingKeys(new).open(sealed, context: "x") }
    }

    @Test func everyTamperedByteIsRefused() throws {
        let keys = SealingKeys(new, [old])
        let sealed = try keys.seal(plain, context: "x")
        for index in sealed.indices {
            for value in [0, 0xFF, sealed[index] ^ 1] where value != sealed[index] {
                var broken = sealed
                broken[index] = value
                #expect(throws: SealBroken.self) { try keys.open(broken, context: "x") }
            }
        }
    }

    @Test func everyCutIsRefused() throws {
        let keys = SealingKeys(new)
        let sealed = try keys.seal(plain, context: "x")
        for count in 0..<sealed.count {
            #expect(throws: SealBroken.self) { try keys.open(sealed.prefix(count), context: "x") }
        }
    }

    @Test(arguments: [0, 16, 31, 33])
    func aKeyOfAnotherLengthIsNoKey(count: Int) {
        #expect(SealingKeys.Key(id: "x", bytes: Array(repeating: 1, count: count)) == nil)
    }
}
