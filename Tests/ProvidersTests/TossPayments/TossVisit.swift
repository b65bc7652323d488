import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// One buyer's way through Toss's window, with what the gateway would remember.
struct TossVisit {
    let bench: ConformanceBench<TossPayments>
    let fake: FakeTossPayments
    let order: CheckoutOrder
    let session: CheckoutSession
    let approval: OperationID
    var reference: PaymentReference

    init(_ amount: Money = FakeTossPayments.amount, allowsDelayed: Bool = true) async throws {
        bench = try ConformanceBench(TossPayments.self, account: FakeTossPayments.account()) {
            FakeTossPayments(clock: $0)
        }
        fake = try #require(bench.fake as? FakeTossPayments)
        order = bench.order(amount, allowsDelayed: allowsDelayed)
        session = try await bench.provider.checkout(order)
        approval = bench.operation()
        reference = bench.reference(order, session)
    }

    /// A buyer who has paid, or holds the number of an account, and whom the gateway has seen back.
    static func after(_ deed: BuyerDeed, _ amount: Money = FakeTossPayments.amount) async throws -> TossVisit {
        var visit = try await TossVisit(amount)
        let back = try await visit.back(deed)
        _ = try await visit.verify(back, approving: true)
        return visit
    }

    /// What the gateway has in hand when the buyer comes back.
    func back(_ deed: BuyerDeed) async throws -> Evidence {
        let back = try #require(try await fake.buyer(deed, at: session, of: order))
        return .returned(back.message, via: back.door)
    }

    @discardableResult
    mutating func verify(_ evidence: Evidence, approving: Bool = false) async throws -> PaymentSnapshot {
        let snapshot = try await bench.provider.verify(
            evidence,
            of: reference,
            approval: approving ? approval : nil
        )
        reference = reference.remembering(snapshot)
        return snapshot
    }

    func cancel(
        _ minorUnits: Int64,
        of before: Int64,
        operation: OperationID? = nil,
        account: RefundAccount? = nil
    ) async throws -> String {
        let currency = order.amount.currency
        let cancellation = Cancellation(
            .refund(Money(minorUnits, currency)),
            operation: operation ?? bench.operation(),
            remainingBefore: Money(before, currency),
            remainingAfter: Money(before - minorUnits, currency),
            reason: "고객 요청",
            bankAccount: account
        )
        return try await bench.provider.cancel(cancellation, of: reference).shortWord
    }

    func void(operation: OperationID? = nil) async throws -> String {
        let nothing = Money.zero(order.amount.currency)
        let cancellation = Cancellation(
            .void,
            operation: operation ?? bench.operation(),
            remainingBefore: nothing,
            remainingAfter: nothing,
            reason: "superseded"
        )
        return try await bench.provider.cancel(cancellation, of: reference).shortWord
    }

    /// The last call of the module.
    func lastCall() throws -> BenchLine.Call { try #require(bench.line.calls.last) }

    func books() async -> FakeBooks { await fake.books(of: order.key) }
}

extension CancellationOutcome {
    /// `done`, `pending`, `refused CODE`, `alreadyPaid`.
    var shortWord: String {
        switch self {
        case .done: "done"
        case .pending: "pending"
        case .refused(let code, _): "refused \(code)"
        case .alreadyPaid: "alreadyPaid"
        }
    }
}
