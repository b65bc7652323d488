import ProviderKit

/// How often reviews may ask a mall's Admin API for a price.
///
/// Cafe24 gives each mall a bucket of 40 calls that drains by two a second (contract, B8), and cancellations are
/// confirmed by the same API: reviews leave them a quarter of it. One buyer may fill two thirds of what is left, which
/// are ten purchases at once, so that nobody alone keeps the others from paying.
struct CalculationBudget: Sendable {
    private let malls: LeakyBuckets
    private let buyers: LeakyBuckets

    init(clock: any ProviderClock) {
        malls = LeakyBuckets(size: 30, interval: .milliseconds(667), clock: clock)
        buyers = LeakyBuckets(size: 20, interval: .seconds(1), clock: clock)
    }

    /// Counts a question.
    ///
    /// - Parameters:
    ///   - mall: Who is asked.
    ///   - address: Whose order it is about; unknown ones share a count.
    /// - Returns: Whether it may be asked.
    func admits(mall: String, address: String?) -> Bool {
        buyers.admits("\(mall) \(RateLimiter.sender(address))") && malls.admits(mall)
    }
}
