import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// Stripe in memory, written from its API reference: Checkout Sessions, intents, refunds, signed events.
public final class FakeStripe: FakePG {
    struct State {
        var sessions: [String: FakeStripeSession] = [:]
        var intents: [String: FakeStripeIntent] = [:]
        var refunds: [FakeStripeRefund] = []
        /// First answers by idempotency key.
        var answers: [String: FakeStripeKept] = [:]
        var lie: Lie?
        /// Where the pages are.
        var pages = "https://checkout.stripe.com/c/pay/"
        var failures: [(status: Int, type: String, code: String)] = []
        var webhooks: [InboundMessage] = []
        var count = 0

        /// A name as Stripe gives them out.
        mutating func name(_ prefix: String) -> String {
            count += 1
            return "\(prefix)_test_a1b2c3d4\(count)"
        }
    }

    static let secretKey = "sk_test_51FakeStripeKey000000000000000001"
    static let webhookSecret = "whsec_fakeStripeEndpointSecret000000001"

    let clock: any ProviderClock
    let state = Mutex(State())

    public init(clock: any ProviderClock) {
        self.clock = clock
    }

    /// A typical order, in the currency that konbini take.
    public static let amount = Money(3000, .jpy)

    /// Stripe never says no with status 200, and its buyers bring nothing back.
    public static let skips: Set<ConformanceCheck> = [.errorInside, .alteredReturn]

    /// An account that this fake accepts, with a webhook secret that is being rolled.
    public static func account(settings: [String: SettingValue] = [:]) -> ProviderAccount {
        ProviderAccount(
            instance: "stripe",
            reference: "fedcba9876543210",
            environment: .test,
            fields: [
                "secretKey": [Secret(secretKey)],
                "webhookSecret": [Secret("whsec_theNextSecret"), Secret(webhookSecret)],
            ],
            settings: settings
        )
    }

    /// Fails the next call that changes something, and does nothing.
    public func failNext(_ status: Int, type: String, code: String = "") {
        state.withLock { $0.failures.append((status, type, code)) }
    }

    /// Names another place for the pages, up to the session's name.
    public func movePages(to place: String) { state.withLock { $0.pages = place } }

    public func tell(_ lie: Lie?) async -> Bool {
        // Stripe never says no with status 200.
        guard lie != .errorInside else { return false }
        state.withLock { $0.lie = lie }
        return true
    }

    public func books(of key: PaymentKey) async -> FakeBooks {
        state.withLock { state in
            let intents = state.intents.values.filter { $0.metadata["payment_key"] == key.text && $0.isPaid }
            return intents.reduce(into: FakeBooks()) { books, intent in
                books.paid += FakeStripeUnits.gateway(intent.amount, intent.currency)
                books.charges += 1
                for refund in state.refunds where refund.intent == intent.id && refund.counts {
                    books.cancelled += FakeStripeUnits.gateway(refund.amount, intent.currency)
                    books.refunds += 1
                }
            }
        }
    }

    public func webhooks() async -> [InboundMessage] {
        state.withLock { state in
            defer { state.webhooks = [] }
            return state.webhooks
        }
    }
}

/// The fake was told to do what Stripe does not offer.
struct FakeStripeError: Error {
    let words: String

    init(_ words: String) {
        self.words = words
    }
}
