import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// NICEPAY in memory, written from its manual: approval by the merchant's server, net-cancel, virtual accounts.
public final class FakeNicePay: FakePG {
    struct State {
        var transactions: [String: FakeNicePayTransaction] = [:]
        /// Order numbers of partial cancellations; none is taken twice, ever.
        var cancelNames: Set<String> = []
        var lie: Lie?
        var refusals: [String] = []
        /// Codes of answers to what was done all the same.
        var misleadings: [String] = []
        var webhooks: [InboundMessage] = []
        var count = 0
    }

    static let clientKey = "S2_af4543a0be4d49a98122e01ec2059a56"
    static let secretKey = "9eb85607103646da9f9c02b128f2e5ee"

    let clock: any ProviderClock
    let state = Mutex(State())

    public init(clock: any ProviderClock) {
        self.clock = clock
    }

    /// A typical order.
    public static let amount = Money(12_000, .krw)

    /// NICEPAY is told of a payment by the buyer's browser, knows no keys, has one secret, and gives back at once.
    public static let skips: Set<ConformanceCheck> = [
        .repeatedCheckout, .troubledCheckout, .keyExpired, .rotatedSecret, .refundFinishedLater,
    ]

    /// An account that this fake accepts; buyers may choose between card and virtual account.
    public static func account(settings: [String: SettingValue] = [:]) -> ProviderAccount {
        let methods = SettingValue.list([.string("card"), .string("vbank")])
        return ProviderAccount(
            instance: "nicepay",
            reference: "0123456789abcdef",
            environment: .test,
            fields: ["clientKey": [Secret(clientKey)], "secretKey": [Secret(secretKey)]],
            settings: ["methods": methods].merging(settings) { $1 }
        )
    }

    /// Answers the next approval or cancellation with this code and does nothing.
    public func refuseNext(_ code: String) {
        state.withLock { $0.refusals.append(code) }
    }

    /// Carries out the next approval or cancellation, and answers with this code.
    public func misleadNext(_ code: String) {
        state.withLock { $0.misleadings.append(code) }
    }

    public func tell(_ lie: Lie?) async -> Bool {
        // Everything that NICEPAY does is done when it answers.
        guard lie != .laterRefunds else { return false }
        state.withLock { $0.lie = lie }
        return true
    }

    public func books(of key: PaymentKey) async -> FakeBooks {
        state.withLock { state in
            state.transactions.values.filter { $0.orderId == key.text && $0.paidAt != nil }
                .reduce(into: FakeBooks()) { books, transaction in
                    books.paid += transaction.amount
                    books.cancelled += transaction.cancelled
                    books.charges += 1
                    books.refunds += transaction.cancels.count
                }
        }
    }

    public func deposit(of key: PaymentKey) async throws {
        try state.withLock { state in
            let waiting = state.transactions.values.first { $0.orderId == key.text && $0.status == "ready" }
            guard var transaction = waiting else { throw FakeNicePayError("no account waits for a deposit") }
            transaction.status = "paid"
            transaction.paidAt = clock.now()
            state.transactions[transaction.tid] = transaction
            report(transaction, in: &state)
        }
    }

    public func webhooks() async -> [InboundMessage] {
        state.withLock { state in
            defer { state.webhooks = [] }
            return state.webhooks
        }
    }

    /// What a NICEPAY page would complain about.
    struct FakeNicePayError: Error {
        let words: String

        init(_ words: String) {
            self.words = words
        }
    }
}
