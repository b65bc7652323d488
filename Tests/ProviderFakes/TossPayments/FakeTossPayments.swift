import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// Toss Payments' core API and its payment window, from docs.tosspayments.com (API version 2022-11-16).
public final class FakeTossPayments: FakePG {
    static let clientKey = "test_ck_Fake0000000000000000"
    static let secretKey = "test_sk_Fake0000000000000000"

    public static let amount = Money(15_000, .krw)

    /// Toss is told of a payment by the buyer's browser, and signs no webhook.
    public static let skips: Set<ConformanceCheck> = [.troubledCheckout, .rotatedSecret]

    let clock: any ProviderClock
    let state: Mutex<TossBooks>

    public init(clock: any ProviderClock) {
        self.clock = clock
        state = Mutex(TossBooks())
    }

    /// An account that this PG knows.
    ///
    /// - Parameter settings: `baseURL` where the fake is behind a socket.
    /// - Returns: An account for tests, with each of Toss's usual methods.
    public static func account(_ settings: [String: SettingValue] = [:]) -> ProviderAccount {
        ProviderAccount(
            instance: "toss",
            reference: "toss-test",
            environment: .test,
            fields: ["clientKey": [Secret(clientKey)], "secretKey": [Secret(secretKey)]],
            settings: settings
        )
    }

    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        let now = clock.now()
        return state.withLock { books in
            books.finishRefunds(at: now)
            return TossDesk(books: books, now: now).answer(request, body: body, into: &books)
        }
    }

    public func deposit(of key: PaymentKey) async throws {
        let now = clock.now()
        try state.withLock { books in
            guard let index = books.index(order: key.text), books.payments[index].status == .waitingForDeposit else {
                throw TossFakeError("no deposit is awaited")
            }
            books.payments[index].status = .done
            books.payments[index].approved = now
            books.payments[index].wasPaid = true
            books.tell(books.payments[index], at: now)
        }
    }

    /// What the deposit's bank found wrong: the money was not there after all.
    public func takeBackDeposit(of key: PaymentKey) {
        let now = clock.now()
        state.withLock { books in
            guard let index = books.index(order: key.text) else { return }
            books.payments[index].status = .waitingForDeposit
            books.payments[index].approved = nil
            books.payments[index].wasPaid = false
            books.tell(books.payments[index], at: now)
        }
    }

    /// Somebody cancels in Toss's own console, or a call that broke down takes effect after all.
    public func cancelInConsole(_ amount: Int64, of key: PaymentKey, reason: String = "console") {
        let now = clock.now()
        state.withLock { books in
            guard let index = books.index(order: key.text) else { return }
            books.cancel(index, amount, reason: reason, isLater: false, at: now)
        }
    }

    /// Fails the next calls of a path that ends so with one of Toss's codes, as its test header does.
    public func fail(_ path: String, with code: String, status: Int = 400) {
        state.withLock { $0.failures.append((path, TossRefusal(status, code))) }
    }

    public func webhooks() async -> [InboundMessage] {
        state.withLock { books in
            books.finishRefunds(at: nil)
            defer { books.messages = [] }
            return books.messages
        }
    }

    public func books(of key: PaymentKey) async -> FakeBooks {
        state.withLock { $0.totals(order: key.text) }
    }

    public func tell(_ lie: Lie?) async -> Bool {
        state.withLock { books in
            books.finishRefunds(at: nil)
            books.lie = lie
        }
        return true
    }
}

struct TossFakeError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
