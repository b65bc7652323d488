import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// One payment at the fake NICEPAY, with everything in hand.
struct NicePayShop {
    let bench: ConformanceBench<NicePay>
    let fake: FakeNicePay
    let order: CheckoutOrder
    let session: CheckoutSession
    var payment: PaymentReference

    init(
        amount: Money = FakeNicePay.amount,
        allowsDelayed: Bool = true,
        settings: [String: SettingValue] = [:]
    ) async throws {
        var made: FakeNicePay?
        bench = try ConformanceBench(NicePay.self, account: FakeNicePay.account(settings: settings)) { clock in
            let fake = FakeNicePay(clock: clock)
            made = fake
            return fake
        }
        fake = try #require(made)
        order = bench.order(amount, allowsDelayed: allowsDelayed)
        session = try await bench.provider.checkout(order)
        payment = bench.reference(order, session)
    }

    /// The buyer acts, comes back and is settled.
    @discardableResult
    mutating func settle(_ deed: BuyerDeed) async throws -> PaymentSnapshot {
        try await verify(evidence(deed), approving: true)
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

    func refund(
        _ amount: Int64,
        of before: Int64,
        operation: OperationID? = nil,
        account: RefundAccount? = nil
    ) async throws -> CancellationOutcome {
        let cancellation = Cancellation(
            .refund(Money(amount, .krw)),
            operation: operation ?? bench.operation(),
            remainingBefore: Money(before, .krw),
            remainingAfter: Money(before - amount, .krw),
            reason: "cancelled by the shop",
            bankAccount: account
        )
        return try await bench.provider.cancel(cancellation, of: payment)
    }

    func void() async throws -> CancellationOutcome {
        let nothing = Money.zero(.krw)
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
