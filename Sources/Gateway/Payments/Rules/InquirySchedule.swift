import ProviderKit

/// When to ask a PG about a payment that nobody reports on (ledger, rule 7).
///
/// The rule wants the truth within 60 s of the PG knowing, and it wants doubling gaps. Both hold: while the session is
/// open the buyer may pay at any moment, so no gap is longer than a minute; after its expiry little can happen, and the
/// gaps double. Where the gateway approves, a payment whose approval never began is not asked about at all.
enum InquirySchedule {
    /// How long after its expiry a payment is still asked about.
    static let afterlife = Duration.seconds(86_400)
    /// The longest gap between two inquiries while the buyer may still pay.
    static let openGap = Duration.seconds(60)
    /// The longest gap between two inquiries after that.
    static let longestGap = Duration.seconds(6 * 3600)
    private static let shortestWait = Duration.seconds(15)

    /// The next inquiry after `now`: 15, 30 and 60 s after the last sign of life, each minute until the expiry, then
    /// at doubling gaps up to 6 h.
    ///
    /// - Parameters:
    ///   - now: The time of the inquiry that was just made, or of the sign of life itself.
    ///   - sign: The last thing the buyer or the PG did.
    ///   - expiry: When the session ends, or the time for a deposit.
    ///   - mayBePaidAnyMoment: Whether a buyer may be paying now; a deposit takes days.
    /// - Returns: `nil` when a day has passed since the expiry.
    static func next(
        after now: Timestamp,
        since sign: Timestamp,
        until expiry: Timestamp,
        mayBePaidAnyMoment: Bool = true
    ) -> Timestamp? {
        var wait = shortestWait
        while sign + wait <= now {
            wait += min(wait, mayBePaidAnyMoment && sign + wait < expiry ? openGap : longestGap)
        }
        let next = sign + wait
        return next <= max(expiry, sign) + afterlife ? next : nil
    }
}
