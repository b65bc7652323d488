import ProviderKit

/// When a notification that a mall did not take is sent again (ledger, rule 5).
enum DeliverySchedule {
    /// After the first, second, … failure; the last gap repeats.
    static let gaps: [Duration] = [
        .seconds(10), .seconds(60), .seconds(300), .seconds(1800), .seconds(7200), .seconds(21_600),
    ]
    /// How long it is tried before it is parked.
    static let life = Duration.seconds(3 * 86_400)

    /// - Parameters:
    ///   - attempts: How often it was sent before the one that just failed.
    ///   - began: When it became due at first, or was sent again by hand.
    ///   - now: The end of the failed attempt; the gap is counted from here.
    ///   - random: For the jitter of 20 % to either side, so that malls do not hear from us in waves.
    /// - Returns: `nil` where three days have passed.
    static func next(
        after attempts: Int,
        since began: Timestamp,
        at now: Timestamp,
        _ random: any RandomSource
    ) -> Timestamp? {
        let gap = gaps[min(attempts, gaps.count - 1)]
        let draw = random.bytes(2)
        let share = (Int(draw[0]) << 8 | Int(draw[1])) * 400 / 65_535
        let next = now + gap * (800 + share) / 1000
        return next < began + life ? next : nil
    }
}
