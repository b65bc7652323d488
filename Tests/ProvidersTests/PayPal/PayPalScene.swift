import ProviderConformance
import ProviderFakes
import ProviderKit

@testable import Providers

/// One payment on the bench, taken through its life as the gateway would.
struct PayPalScene {
    struct NoSession: Error {}

    let bench: ConformanceBench<PayPal>
    let order: CheckoutOrder
    let approval = OperationID(from: SystemRandomSource())
    private(set) var payment: PaymentReference
    private(set) var session: CheckoutSession?

    init(_ amount: Money = FakePayPal.amount, allowsDelayed: Bool = true) throws {
        bench = try ConformanceBench(PayPal.self, account: FakePayPal.account) { FakePayPal(clock: $0) }
        order = bench.order(amount, allowsDelayed: allowsDelayed)
        payment = PaymentReference(
            key: order.key,
            amount: order.amount,
            amountText: order.amountText,
            opened: BenchClock.start
        )
    }

    /// A payment whose session is open.
    static func opened(allowsDelayed: Bool = true) async throws -> PayPalScene {
        var scene = try PayPalScene(allowsDelayed: allowsDelayed)
        let session = try await scene.bench.provider.checkout(scene.order)
        scene.session = session
        scene.payment = scene.bench.reference(scene.order, session)
        return scene
    }

    /// A payment that is paid.
    static func paid() async throws -> PayPalScene {
        var scene = try await opened()
        _ = try await scene.comesBack(after: .pays)
        return scene
    }

    /// The module's order at PayPal.
    var number: String { payment.references.first ?? "" }

    var books: FakeBooks { get async { await bench.fake.books(of: order.key) } }

    func fake() throws -> FakePayPal {
        guard let fake = bench.fake as? FakePayPal else { throw NoSession() }
        return fake
    }

    /// The buyer acts; nothing is told to the module yet.
    func act(_ deed: BuyerDeed) async throws -> BuyerReturn {
        guard let session, let back = try await bench.fake.buyer(deed, at: session, of: order) else {
            throw NoSession()
        }
        return back
    }

    mutating func verify(_ evidence: Evidence, approving: Bool = true) async throws -> PaymentSnapshot {
        let snapshot = try await bench.provider.verify(evidence, of: payment, approval: approving ? approval : nil)
        payment = payment.remembering(snapshot)
        return snapshot
    }

    mutating func comesBack(after deed: BuyerDeed) async throws -> PaymentSnapshot {
        let back = try await act(deed)
        return try await verify(.returned(back.message, via: back.door), approving: back.door == .success)
    }

    func refund(_ minorUnits: Int64, as operation: OperationID? = nil) async throws -> CancellationOutcome {
        try await cancel(.refund(Money(minorUnits, order.amount.currency)), as: operation)
    }

    func cancel(_ kind: Cancellation.Kind, as operation: OperationID? = nil) async throws -> CancellationOutcome {
        let cancellation = Cancellation(
            kind,
            operation: operation ?? bench.operation(),
            remainingBefore: order.amount,
            remainingAfter: .zero(order.amount.currency),
            reason: "cancelled by the shop"
        )
        return try await bench.provider.cancel(cancellation, of: payment)
    }
}
