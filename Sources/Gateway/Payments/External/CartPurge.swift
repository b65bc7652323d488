import AsyncAlgorithms
import Logging
import ProviderKit
import ServiceLifecycle

/// Forgets carts whose life is over: they say who wanted to buy what, and nobody needs to know that for ever.
struct CartPurge: Service {
    let store: any CartStore
    let clock: any ProviderClock
    let logger: Logger
    var interval = Duration.seconds(3600)

    /// A cart is asked for until its buyer pays. The PG's session ends within half an hour of the review page, which a
    /// buyer may leave open over night.
    static let life = Duration.seconds(86_400)

    func run() async {
        await purge()
        for await _ in AsyncTimerSequence(interval: interval, clock: .continuous).cancelOnGracefulShutdown() {
            await purge()
        }
    }

    func purge() async {
        do {
            let count = try await store.purgeCarts(sentBefore: clock.now() - Self.life)
            if count > 0 { logger.info("old carts are forgotten", metadata: ["carts": "\(count)"]) }
        } catch {
            logger.error("old carts could not be forgotten", metadata: ["error": "\(error)"])
        }
    }
}
