import ProviderKit
import Synchronization
import Testing

@testable import Providers

struct SharedFetchesTests {
    private final class Counter: Sendable {
        private let count = Mutex((now: 0, most: 0, all: 0))

        func run() async -> Int {
            let number = count.withLock { count in
                count.now += 1
                count.all += 1
                count.most = max(count.most, count.now)
                return count.all
            }
            for _ in 0..<50 { await Task.yield() }
            count.withLock { $0.now -= 1 }
            return number
        }

        var most: Int { count.withLock { $0.most } }
        var all: Int { count.withLock { $0.all } }
    }

    @Test func thereIsOneFetchAtATimeAndOneForEachKey() async throws {
        let fetches = SharedFetches<Int, Int>(limit: 8)
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask { _ = try await fetches.value(for: index % 4) { await counter.run() } }
            }
            try await group.waitForAll()
        }
        #expect(counter.most == 1)
        #expect(counter.all == 4)
    }

    @Test func aFailureIsSharedAndNotRemembered() async throws {
        let fetches = SharedFetches<Int, Int>(limit: 1)
        await #expect(throws: ProviderError.self) {
            try await fetches.value(for: 1) { () async throws(ProviderError) in throw ProviderError(.temporary, "no") }
        }
        #expect(try await fetches.value(for: 1) { 7 } == 7)
    }

    @Test func whatIsStaleOrForgottenIsFetchedAgain() async throws {
        let fetches = SharedFetches<Int, Int>(limit: 1)
        #expect(try await fetches.value(for: 1) { 1 } == 1)
        #expect(try await fetches.value(for: 1) { 2 } == 1)
        #expect(try await fetches.value(for: 1, isFresh: { $0 > 1 }) { 3 } == 3)
        await fetches.forget(1) { $0 == 1 }
        #expect(try await fetches.value(for: 1) { 4 } == 3)
        await fetches.forget(1)
        #expect(try await fetches.value(for: 1) { 5 } == 5)
    }

    @Test func thereIsRoomForSoMany() async throws {
        let fetches = SharedFetches<Int, Int>(limit: 2)
        for key in 0..<3 { _ = try await fetches.value(for: key) { key } }
        #expect(try await fetches.value(for: 2) { 9 } == 2)
        #expect(try await fetches.value(for: 0) { 9 } == 9)
    }

    @Test func aCallerWhoGoesAwayTakesNobodysFetchAlong() async throws {
        let fetches = SharedFetches<Int, Int>(limit: 1)
        let counter = Counter()
        let caller = Task { try await fetches.value(for: 1) { await counter.run() } }
        caller.cancel()
        #expect(try await fetches.value(for: 1) { await counter.run() } == 1)
    }
}
