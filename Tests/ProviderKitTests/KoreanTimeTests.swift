import ProviderKit
import Testing

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
    }

    @Test(arguments: ["2026112300300", "20261323003005", "20261132003005", "20261123243005", "2026112300300x", ""])
    func whatIsNoTimeIsNotGuessed(digits: String) {
        #expect(KoreanTime.time(digits: digits) == nil)
    }

    @Test(arguments: [
        ("2026-11-22T16:30:00.123", 1_795_332_600_123), ("2026-11-22T16:30:00", 1_795_332_600_000),
        ("2026-11-22 16:30:00.5", 1_795_332_600_500), ("2026-11-22T16:30:00.123456", 1_795_332_600_123),
        ("2026-11-22T07:30:00Z", 1_795_332_600_000), ("2026-11-22T16:30:00.000+09:00", 1_795_332_600_000),
        ("2026-11-22T02:30:00-0500", 1_795_332_600_000), ("1970-01-01T09:00:00", 0),
        ("2024-02-29T09:00:00", 1_709_164_800_000),
    ])
    func timesWithoutAZoneAreKorean(_ text: String, _ milliseconds: Int64) {
        #expect(KoreanTime.time(iso: text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-13-22T16:30:00", "2026-11-22T24:30:00", "2026-11-22T16:30:00+9", "x",
        "2026-11-22T16:30:00?", "2026-11-22x16:30:00", "20-26-11-22T16:30:00", "2026-11-22T16:30:00.000+09x00",
    ])
    func whatIsNoISO8601IsNone(_ text: String) {
        #expect(KoreanTime.time(iso: text) == nil)
    }
}
