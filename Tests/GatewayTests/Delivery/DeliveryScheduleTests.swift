import ProviderKit
import Testing

@testable import Gateway

/// Rule 5: 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, then every 6 h up to three days, 20 % to either side.
struct DeliveryScheduleTests {
    private struct Draw: RandomSource {
        let byte: UInt8
        func bytes(_ count: Int) -> [UInt8] { Array(repeating: byte, count: count) }
    }

    @Test(arguments: [
        (0, 10), (1, 60), (2, 300), (3, 1800), (4, 7200), (5, 21_600), (6, 21_600), (11, 21_600), (1000, 21_600),
    ])
    func eachGapIsWithinAFifthOfItsOwn(attempts: Int, seconds: Int) throws {
        let now = Timestamp.after(60)
        for (byte, share) in [(UInt8(0), 800), (255, 1200)] {
            let next = try #require(DeliverySchedule.next(after: attempts, since: .start, at: now, Draw(byte: byte)))
            #expect(next.milliseconds - now.milliseconds == Int64(seconds * share))
        }
        for _ in 0..<200 {
            let random = SystemRandomSource()
            let next = try #require(DeliverySchedule.next(after: attempts, since: .start, at: now, random))
            #expect((Int64(seconds * 800)...Int64(seconds * 1200)).contains(next.milliseconds - now.milliseconds))
        }
    }

    @Test func theGapIsCountedFromTheEndOfTheAttempt() {
        let next = DeliverySchedule.next(after: 0, since: .start, at: .after(1000), Draw(byte: 0))
        #expect(next == .after(1008))
    }

    @Test func afterThreeDaysThereIsNoNext() {
        let days = 3 * 86_400
        #expect(DeliverySchedule.next(after: 9, since: .start, at: .after(days), Draw(byte: 0)) == nil)
        #expect(DeliverySchedule.next(after: 9, since: .start, at: .after(days - 21_600), Draw(byte: 255)) == nil)
        #expect(DeliverySchedule.next(after: 9, since: .start, at: .after(days - 26_000), Draw(byte: 255)) != nil)
    }
}
