import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// One buyer's way through KakaoPay, with what the gateway would remember.
struct KakaoVisit {
    let bench: ConformanceBench<KakaoPay>
    let fake: FakeKakaoPay
    let order: CheckoutOrder
    let session: CheckoutSession
    let approval: OperationID
    var reference: PaymentReference

    init(_ amount: Money = FakeKakaoPay.amount, taxFree: Money? = nil) async throws {
        bench = try ConformanceBench(KakaoPay.self, account: FakeKakaoPay.account()) { FakeKakaoPay(clock: $0) }
        fake = try #require(bench.fake as? FakeKakaoPay)
        var order = bench.order(amount)
        order.taxFree = taxFree
        self.order = order
        session = try await bench.provider.checkout(order)
        approval = bench.operation()
        reference = bench.reference(order, session)
    }

    static func paid(_ amount: Money = FakeKakaoPay.amount, taxFree: Money? = nil) async throws -> KakaoVisit {
        var visit = try await KakaoVisit(amount, taxFree: taxFree)
        try await visit.verify(try await visit.back(.pays), approving: true)
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

    func cancel(_ won: Int64, of before: Int64, operation: OperationID? = nil) async throws -> String {
        try await cancel(.refund(Money(won, .krw)), before, before - won, operation)
    }

    func void() async throws -> String { try await cancel(.void, 0, 0, nil) }

    private func cancel(
        _ kind: Cancellation.Kind,
        _ before: Int64,
        _ after: Int64,
        _ operation: OperationID?
    ) async throws -> String {
        let cancellation = Cancellation(
            kind,
            operation: operation ?? bench.operation(),
            remainingBefore: Money(before, .krw),
            remainingAfter: Money(after, .krw),
            reason: "고객 요청"
        )
        return try await bench.provider.cancel(cancellation, of: reference).shortWord
    }

    /// The last call of a name: `ready`, `approve`, `order`, `cancel`.
    func call(_ name: String) throws -> BenchLine.Call {
        try #require(bench.line.calls.last { $0.path == "/online/v1/payment/\(name)" })
    }

    func count(_ name: String) -> Int { bench.line.calls.count { $0.path.hasSuffix("/\(name)") } }

    func books() async -> FakeBooks { await fake.books(of: order.key) }
}
