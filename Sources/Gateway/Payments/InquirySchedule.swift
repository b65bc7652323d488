import ProviderKit

/// When to ask a PG about a payment that nobody reports on (ledger, rule 7).
enum InquirySchedule {
    /// How long after its expiry a payment is still asked about.
    static let afterlife = Duration.seconds(86_400)
    /// The longest gap between two inquiries.
    static let longestGap = Duration.seconds(6 * 3600)
    private static let shortestWait = Duration.seconds(15)

    /// The next inquiry after `now`: 15, 30 and 60 s after the last sign of life, then at doubling gaps up to 6 h.
    ///
    /// - Parameters:
    ///   - now: The time of the inquiry that was just made, or of the sign of life itself.
    ///   - sign: The last thing the buyer or the PG did.
    ///   - expiry: When the session ends.
    /// - Returns: `nil` when a day has passed since the expiry.
    static func next(after now: Timestamp, since sign: Timestamp, until expiry: Timestamp) -> Timestamp? {
        var wait = shortestWait
        while sign + wait <= now {
            wait += min(wait, longestGap)
        }
        let next = sign + wait
        return next <= max(expiry, sign) + afterlife ? next : nil
    }
}
