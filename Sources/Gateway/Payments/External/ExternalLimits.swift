import ProviderKit

/// How much of the external checkout one sender may use. Browsers call these routes, never Cafe24's servers; still many
/// buyers may share an address, behind a carrier's or an office's.
struct ExternalLimits: Sendable {
    /// Carts that each address has kept. Each is on disk for a day and may open a session at the PG; four purchases
    /// begun in every second of a minute are more than a carrier's address sees.
    ///
    /// There is no such limit for a mall: whoever used it up would switch the mall's button off.
    let carts: RateLimiter
    /// Bytes of carts that each address has kept: some thousand purchases an hour at their usual size, and no more than
    /// 192 MiB of all that is kept for a day.
    let cartBytes: RateLimiter
    /// Orders that each address has looked for, also in vain. A purchase takes two, and may be looked at more often.
    let lookups: RateLimiter
    /// Reviews and payments begun from each address, of carts that exist. A purchase takes two.
    let reviews: RateLimiter
    let calculations: CalculationBudget

    init(clock: any ProviderClock) {
        carts = RateLimiter(limit: 240, each: .seconds(60), clock: clock)
        cartBytes = RateLimiter(limit: 8 * 1024 * 1024, each: .seconds(3600), clock: clock)
        lookups = RateLimiter(limit: 960, each: .seconds(60), clock: clock)
        reviews = RateLimiter(limit: 480, each: .seconds(60), clock: clock)
        calculations = CalculationBudget(clock: clock)
    }
}
