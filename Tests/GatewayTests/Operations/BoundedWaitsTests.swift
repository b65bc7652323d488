import ProviderKit
import Testing

@testable import Gateway

/// Cafe24 hangs up after a while; what was begun for it goes on.
@Suite(.timeLimit(.minutes(1)))
struct BoundedWaitsTests {
    private let clock = ManualClock()
    private let undertakings = Undertakings()

    @Test func workInTimeAnswersOnce() async throws {
        let waits = BoundedWaits(undertakings: undertakings, clock: clock)
        let result = try await waits.result(by: clock.now() + .seconds(8)) { 42 }
        clock.advance(by: .seconds(9))
        waits.giveUpWhatIsLate()
        #expect(result == 42)
        await #expect(throws: StoreError.orderHeldElsewhere) {
            try await waits.result(by: clock.now() + .seconds(8)) { throw StoreError.orderHeldElsewhere }
        }
    }

    @Test func workThatTakesLongerGoesOnUnwatched() async throws {
        let waits = BoundedWaits(undertakings: undertakings, clock: clock)
        let (goesOn, mayEnd) = AsyncStream.makeStream(of: Never.self)
        let (begun, tellBegun) = AsyncStream.makeStream(of: Never.self)
        let (ended, tellEnded) = AsyncStream.makeStream(of: Never.self)
        async let result = waits.result(by: clock.now() + .seconds(8)) {
            tellBegun.finish()
            for await _ in goesOn {}
            tellEnded.finish()
        }
        for await _ in begun {}
        clock.advance(by: .seconds(7))
        waits.giveUpWhatIsLate()
        clock.advance(by: .seconds(1))
        waits.giveUpWhatIsLate()
        #expect(try await result == nil)
        mayEnd.finish()
        for await _ in ended {}
        await undertakings.idle()
    }
}
