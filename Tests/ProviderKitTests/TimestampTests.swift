import ProviderKit
import Testing

struct TimestampTests {
    private let noon = Timestamp(milliseconds: 1_700_000_000_000)

    @Test(
        arguments: [
            (Duration.seconds(1), 1000), (.milliseconds(1), 1), (.seconds(-2), -2000), (.microseconds(999), 0),
            (.milliseconds(1500), 1500), (.zero, 0),
        ] as [(Duration, Int64)]
    )
    func durationsMoveAMomentByMilliseconds(duration: Duration, milliseconds: Int64) {
        #expect((noon + duration).milliseconds == noon.milliseconds + milliseconds)
        #expect((noon - duration).milliseconds == noon.milliseconds - milliseconds)
    }

    @Test func momentsCompareAndDiffer() {
        let later = noon + .seconds(90)
        #expect(noon < later)
        #expect(later - noon == .seconds(90))
        #expect(noon - later == .seconds(-90))
    }

    @Test func theSystemClockIsInThisCentury() {
        let now = SystemClock().now()
        #expect(now > Timestamp(milliseconds: 1_700_000_000_000))
        #expect(now < Timestamp(milliseconds: 4_102_444_800_000))
    }
}
