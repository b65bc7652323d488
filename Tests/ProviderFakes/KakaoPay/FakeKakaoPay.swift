import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// KakaoPay's open API for single payments and its waiting page, from developers.kakaopay.com.
public final class FakeKakaoPay: FakePG {
    static let cid = "TC0ONETIME"
    static let secretKey = "DEVFAKE0000000000000000000000000"

    public static let amount = Money(11_000, .krw)

    /// KakaoPay takes any amount, in won only, knows no keys, no deposits and no webhooks, and gives back at once.
    public static let skips: Set<ConformanceCheck> = [
        .amountNotTaken, .repeatedCheckout, .keyExpired, .delayedOnlyWhereAllowed, .depositPaidLater,
        .depositGivenBack, .wrongSignature, .rotatedSecret, .webhookNamesPayment, .webhooksToldApart, .reordered,
        .wrongCurrency, .refundFinishedLater,
    ]

    let clock: any ProviderClock
    let state: Mutex<KakaoBooks>

    public init(clock: any ProviderClock) {
        self.clock = clock
        state = Mutex(KakaoBooks())
    }

    /// An account that this PG knows.
    ///
    /// - Parameter settings: `baseURL` where the fake is behind a socket.
    /// - Returns: An account for tests.
    public static func account(_ settings: [String: SettingValue] = [:]) -> ProviderAccount {
        ProviderAccount(
            instance: "kakao",
            reference: "kakao-test",
            environment: .test,
            fields: ["cid": [Secret(cid)], "secretKey": [Secret(secretKey)]],
            settings: settings
        )
    }

    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        let now = clock.now()
        return state.withLock { books in
            do throws(KakaoRefusal) {
                return KakaoWire.response(200, try KakaoDesk(now: now).answer(request, body, &books))
            } catch {
                return KakaoWire.response(error.status, error.object)
            }
        }
    }

    /// There is no deposit at KakaoPay.
    public func deposit(of key: PaymentKey) async throws {
        throw KakaoFakeError("KakaoPay has no virtual accounts")
    }

    /// Somebody cancels in KakaoPay's own console.
    public func cancelInConsole(_ won: Int64, of key: PaymentKey) {
        state.withLock { books in
            guard let index = books.index(order: key.text) else { return }
            let parts = KakaoParts(total: won, taxFree: 0, vat: won / 11)
            books.cancel(index, parts, payload: nil)
        }
    }

    /// Refuses the next call of a name (`approve`, `cancel`, …).
    public func fail(_ name: String, status: Int, code: Int, result: String? = nil) {
        state.withLock { $0.failures.append((name, KakaoRefusal(status, code, result))) }
    }

    public func books(of key: PaymentKey) async -> FakeBooks {
        state.withLock { books in
            books.payments.filter { $0.orderID == key.text && $0.wasPaid }.reduce(into: FakeBooks()) { sum, payment in
                sum.paid += payment.amount.total
                sum.charges += 1
                sum.cancelled += payment.cancels.reduce(0) { $0 + $1.parts.total }
                sum.refunds += payment.cancels.count
            }
        }
    }

    /// Amounts have no currency here, and refunds are done at once.
    public func tell(_ lie: Lie?) async -> Bool {
        guard lie != .wrongCurrency, lie != .laterRefunds else { return false }
        state.withLock { $0.lie = lie }
        return true
    }
}

struct KakaoFakeError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
