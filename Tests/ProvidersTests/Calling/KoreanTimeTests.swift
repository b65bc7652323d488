import ProviderKit
import Testing

@testable import Providers

struct KoreanTimeTests {
    /// 2026-11-22T15:30:05Z is already the next day in Korea.
    private let time = Timestamp(milliseconds: 1_795_361_405_000)

    @Test func theDayInKoreaIsTheDayThatIsWritten() {
        #expect(KoreanTime.digits(time) == "20261123003005")
        #expect(KoreanTime.day(time) == "20261123")
        #expect(KoreanTime.zoned(time) == "2026-11-23T00:30:05+0900")
    }

    @Test func whatWasWrittenReadsBack() {
        #expect(KoreanTime.time(digits: "20261123003005") == time)
        #expect(KoreanTime.time(digits: "2026112300300") == nil)
    }
}
