import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// One payment at the fake Stripe, with everything in hand.
struct StripeShop {
    let bench: ConformanceBench<Stripe>
    let fake: FakeStripe
    let order: CheckoutOrder
    let session: CheckoutSession
    var payment: PaymentReference

    init(
        amount: Money = FakeStripe.amount,
        change: (inout CheckoutOrder) -> Void = { _ in }
    ) async throws {
        var made: FakeStripe?
        bench = try ConformanceBench(Stripe.self, account: FakeStripe.account()) { clock in
            let fake = FakeStripe(clock: clock)
            made = fake
            return fake
        }
        fake = try #require(made)
        var order = bench.order(amount)
        change(&order)
        self.order = order
        session = try await bench.provider.checkout(order)
        payment = bench.reference(order, session)
    }

    /// The buyer acts, comes back and is settled.
    @discardableResult
    mutating func settle(_ deed: BuyerDeed) async throws -> PaymentSnapshot {
        try await verify(try await evidence(deed), approving: true)
    }

    func evidence(_ deed: BuyerDeed) async throws -> Evidence {
        let back = try #require(try await fake.buyer(deed, at: session, of: order))
        return .returned(back.message, via: back.door)
    }

    @discardableResult
    mutating func verify(_ evidence: Evidence, approving: Bool = false) async throws -> PaymentSnapshot {
        let approval = approving ? bench.operation() : nil
        let snapshot = try await bench.provider.verify(evidence, of: payment, approval: approval)
        payment = payment.remembering(snapshot)
        return snapshot
    }

    func refund(_ amount: Int64, of before: Int64, operation: OperationID? = nil) async throws -> CancellationOutcome {
        let currency = order.amount.currency
        let cancellation = Cancellation(
            .refund(Money(amount, currency)),
            operation: operation ?? bench.operation(),
            remainingBefore: Money(before, currency),
            remainingAfter: Money(before - amount, currency),
            reason: "cancelled by the shop"
        )
        return try await bench.provider.cancel(cancellation, of: payment)
    }

    func void() async throws -> CancellationOutcome {
        let nothing = Money.zero(order.amount.currency)
        let cancellation = Cancellation(
            .void,
            operation: bench.operation(),
            remainingBefore: nothing,
            remainingAfter: nothing,
            reason: "replaced by another attempt"
        )
        return try await bench.provider.cancel(cancellation, of: payment)
    }
}
