import Foundation
import ProviderKit
import Testing

@testable import Gateway

/// What a module may rely on.
@Suite struct StoreModuleStorageTests {
    private let one = Data("one".utf8)
    private let two = Data("two".utf8)

    @Test(arguments: StoreKind.allCases)
    func eachWriteHasAVersionThatNeverComesBack(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let storage = store.storage(of: "mock")
        #expect(try await storage.get("a") == nil)
        try await storage.put("a", one)
        let first = try #require(try await storage.get("a"))
        try await storage.put("a", one)
        let second = try #require(try await storage.get("a"))
        #expect(first.data == one)
        #expect(second.version != first.version)

        #expect(try await storage.compareAndSet("a", nil, version: first.version) == false)
        #expect(try await storage.compareAndSet("a", nil, version: second.version))
        #expect(try await storage.get("a") == nil)
        #expect(try await storage.compareAndSet("a", two, version: nil))
        let third = try #require(try await storage.get("a"))
        #expect(![first.version, second.version].contains(third.version))
        #expect(try await storage.compareAndSet("a", one, version: nil) == false)
        #expect(try await storage.get("a")?.data == two)
    }

    @Test(arguments: StoreKind.allCases, [true, false])
    func ofManyWhoCompareAndSetOneWrites(_ kind: StoreKind, whereSomethingIs isThere: Bool) async throws {
        let store = try kind.open()
        let storage = store.storage(of: "mock")
        if isThere { try await storage.put("a", one) }
        let version = try await storage.get("a")?.version
        let wins = try await withThrowingTaskGroup { group in
            for turn in 0..<16 {
                group.addTask { try await storage.compareAndSet("a", Data([UInt8(turn)]), version: version) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func keysAreListedByPrefixPageByPage(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let storage = store.storage(of: "mock")
        for key in ["b", "a/2", "a/é", "a/\u{10FFFF}", "a/1", "a", "A/1", "a0", "a/%", "a/_"] {
            try await storage.put(key, Data(key.utf8))
        }
        try await store.storage(of: "other").put("a/3", one)

        let all = try await storage.list(prefix: "a/", after: nil, limit: 99)
        #expect(all.map(\.key) == ["a/%", "a/1", "a/2", "a/_", "a/é", "a/\u{10FFFF}"])
        #expect(all.allSatisfy { $0.value.data == Data($0.key.utf8) })
        #expect(try await storage.list(prefix: "a/", after: nil, limit: 2).map(\.key) == ["a/%", "a/1"])
        #expect(try await storage.list(prefix: "a/", after: "a/1", limit: 2).map(\.key) == ["a/2", "a/_"])
        #expect(try await storage.list(prefix: "", after: nil, limit: 99).count == 10)
        #expect(try await storage.list(prefix: "x", after: nil, limit: 99).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func keysAndValuesBeyondTheirBoundsAreRefused(_ kind: StoreKind) async throws {
        let storage = try kind.open().storage(of: "mock")
        try await storage.put(String(repeating: "é", count: 100), Data(count: 256 * 1024))
        for (key, size) in [(String(repeating: "é", count: 100) + "a", 1), ("", 1), ("a\u{0}b", 1), ("a", 262_145)] {
            let error = await #expect(throws: ProviderError.self) { try await storage.put(key, Data(count: size)) }
            #expect(error?.code == .invalidRequest)
        }
    }
}
