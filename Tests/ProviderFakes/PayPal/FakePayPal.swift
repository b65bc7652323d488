import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// PayPal in memory: orders, captures, refunds, tokens and signed webhooks, as its OpenAPI files describe them.
public final class FakePayPal: FakePG {
    struct State {
        var orders: [String: FakePayPalOrder] = [:]
        var tokens: [String: Timestamp] = [:]
        var tokensGiven = 0
        /// Answers by path and `PayPal-Request-Id`.
        var answers: [String: KeptAnswer] = [:]
        var lie: Lie?
        var outbox: [InboundMessage] = []
        var books: [String: FakeBooks] = [:]
        var serial = 0
        /// Where the merchant's program reached us last; certificates are at the same place.
        var authority = "api.sandbox.paypal.com"
    }

    struct KeptAnswer {
        let body: [UInt8]
        let answer: ProviderResponse
        let until: Timestamp
    }

    static let clientID = "AeA1QIZXiflr1_-test-client"
    static let clientSecret = "EC6DJ4uvGoKpxKw1_-test-secret"
    static let webhookID = "8PT597110X687430LKGECATA"

    /// An account that every fake of this process accepts, and whose webhooks its authority signs.
    public static let account = ProviderAccount(
        instance: "paypal",
        reference: "fake",
        environment: .test,
        fields: [
            "clientId": [Secret(clientID)], "clientSecret": [Secret(clientSecret)], "webhookId": [Secret(webhookID)],
        ],
        settings: ["webhookRoots": .string(PayPalNotary.standard?.roots ?? "the notary could not be made")]
    )

    /// A typical order: 12.34 US dollars.
    public static let amount = Money(1234, .usd)

    /// PayPal takes the smallest amount there is.
    public static let skips: Set<ConformanceCheck> = [.amountNotTaken]

    let clock: any ProviderClock
    let state = Mutex(State())

    public init(clock: any ProviderClock) {
        self.clock = clock
    }

    /// How many access tokens were given out.
    public var tokensGiven: Int { state.withLock { $0.tokensGiven } }

    /// Ends all access tokens before their time.
    public func revokeTokens() { state.withLock { $0.tokens = [:] } }

    public func books(of key: PaymentKey) async -> FakeBooks {
        state.withLock { state in
            finishRefunds(&state)
            return state.books[key.text] ?? FakeBooks()
        }
    }

    public func tell(_ lie: Lie?) async -> Bool {
        state.withLock { $0.lie = lie }
        return true
    }

    public func webhooks() async -> [InboundMessage] {
        state.withLock { state in
            finishRefunds(&state)
            defer { state.outbox = [] }
            return state.outbox
        }
    }

    /// Seventeen capital letters and digits, as PayPal's ids look.
    static func newID(_ state: inout State) -> String {
        state.serial += 1
        let digits = String(state.serial, radix: 36, uppercase: true)
        return "FAKE" + String(repeating: "0", count: max(0, 13 - digits.count)) + digits
    }
}
