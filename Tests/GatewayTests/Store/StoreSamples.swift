import Foundation
import ProviderKit

@testable import Gateway

extension Timestamp {
    /// A moment to count from; tests name others as seconds after it.
    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    static func after(_ seconds: Int) -> Timestamp { start + .seconds(seconds) }
}

extension SealingKeys {
    static var sample: SealingKeys { sample("first", 7) }

    static func sample(_ id: String, _ byte: UInt8) -> SealingKeys {
        guard let key = Key(id: id, bytes: Array(repeating: byte, count: 32)) else { fatalError("32 bytes are a key") }
        return SealingKeys(key)
    }
}

extension OrderID {
    static let sample = OrderID(mall: "samplemall", shop: 1, number: "20260901-0000029")
}

extension PaymentKey {
    static func new() -> PaymentKey { PaymentKey(from: SystemRandomSource()) }
}

extension AttemptRequest {
    static func sample(
        order: OrderID = .sample,
        flow: Flow = .synchronous,
        won: Int64 = 12_000,
        instance: String = "mock"
    ) -> AttemptRequest {
        AttemptRequest(
            order: order,
            flow: flow,
            partnerID: "partner",
            instance: instance,
            account: "shop-a",
            amount: Money(won, .krw),
            amountText: "\(won).00",
            returnURL: "https://mall.example/return?a=1",
            notificationURL: "https://mall.example/notify",
            extraData: #"{"b": 1,  "a":"é"}"#
        )
    }
}

extension Payment {
    static func sample(_ request: AttemptRequest = .sample(), key: PaymentKey = .new()) -> Payment {
        Payment(opening: request, key: key, expires: .after(1800), at: .start)
    }
}

extension CheckoutSession {
    static func sample(_ references: String...) -> CheckoutSession {
        CheckoutSession(.redirect("https://pg.example/pay"), references: references)
    }
}

extension Evidence {
    static func returned(_ text: String = "token=secret-token") -> Evidence {
        .returned(InboundMessage(method: "POST", path: "/return", query: "a=1", body: Array(text.utf8)), via: .success)
    }

    static var notified: Evidence {
        .notified(InboundMessage(method: "POST", path: "/hook", headers: ["x-sign": "1"], source: "127.0.0.1"))
    }
}

extension PaymentSnapshot {
    static func paid(won: Int64 = 12_000, cancelled: Int64 = 0, _ list: [CancellationRecord] = []) -> PaymentSnapshot {
        PaymentSnapshot(.paid, paid: Money(won, .krw), cancelled: Money(cancelled, .krw), cancellations: list)
    }

    static func unpaid(_ status: Status) -> PaymentSnapshot { PaymentSnapshot(status, paid: .zero(.krw)) }
}

/// What a test expected did not come, so that the rest of it makes no sense.
struct Unexpected: Error {}

extension PaymentRecord.ClaimOutcome {
    func claim() throws -> PaymentRecord.Claim {
        guard case .claimed(let claim) = self else { throw Unexpected() }
        return claim
    }
}

extension PaymentStore {
    /// An attempt whose buyer has an address to pay at.
    func openAttempt(
        _ request: AttemptRequest = .sample(),
        references: [String] = [],
        at now: Timestamp = .start
    ) async throws -> Payment {
        let new = Payment(opening: request, key: .new(), expires: now + .seconds(1800), at: now)
        let opening = try await open(request.order, at: now) { Opening.decide(request, among: $0, new: new, at: now) }
        guard case .attempt(let payment, _) = opening else { throw Unexpected() }
        return try await change(payment.key) { record in
            let session = CheckoutSession(.redirect("https://pg.example/pay"), references: references)
            record.sessionOpened(session, approver: .provider, at: now)
            return record.payment
        }
    }

    /// Lets the PG say something of a payment.
    @discardableResult
    func settle(_ key: PaymentKey, _ snapshot: PaymentSnapshot, at now: Timestamp = .after(10)) async throws -> Payment
    {
        try await change(key) { record in
            let claim = try record.claim(.notified, approving: false, by: "pg", at: now, lease: .seconds(30)).claim()
            return try record.apply(snapshot, claim, of: .notified, proof: .presenceAndAbsence, at: now)
        }
    }
}
