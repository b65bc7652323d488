import ProviderKit

/// How much of the external checkout one sender may use. Browsers call these routes, never Cafe24's servers; still many
/// buyers may share an address, behind a carrier's or an office's.
struct ExternalLimits: Sendable {
    /// Carts that each address has kept. Each is on disk for a day and may open a session at the PG; four purchases
    /// begun in every second of a minute are more than a carrier's address sees.
    ///
    /// There is no such limit for a mall: whoever used it up would switch the mall's button off.
    let carts: RateLimiter
    /// Reviews and payments begun from each address, of carts that exist. A purchase takes two.
    let reviews: RateLimiter
    let calculations: CalculationBudget

    init(clock: any ProviderClock) {
        carts = RateLimiter(limit: 240, each: .seconds(60), clock: clock)
        reviews = RateLimiter(limit: 480, each: .seconds(60), clock: clock)
        calculations = CalculationBudget(clock: clock)
    }
}
