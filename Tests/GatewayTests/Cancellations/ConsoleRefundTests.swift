import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// What somebody gave back in the PG's console, and the gateway learns of by its own cancellation.
@Suite(.timeLimit(.minutes(1)))
struct ConsoleRefundTests {
    /// All of it, or all that an earlier part had left.
    @Test(arguments: [nil, "5000"])
    func aCancellationOfWhatIsBackAlreadyIsAnsweredWithSuccess(part: String?) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            if let part {
                script.onCancel { _ throws(ProviderError) in .done(reference: "ours") }
                #expect(try await visitor.cafe24().cancel(purchase.part(part)).isAccepted)
            }
            let rest: Int64 = part == nil ? 12_000 : 7000
            script.refuseAfterConsole(refund: rest, besides: part == nil ? [] : [("ours", 5000)])
            let answer = try await visitor.cafe24().cancel(purchase.part(String(rest)))
            #expect(answer.isAccepted)
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
            let entries = try await fixture.cancellations(purchase.key).suffix(2)
            #expect(entries.map(\.state) == [.refused, .done])
            #expect(entries.map(\.origin) == [.cafe24, .provider])
        }
    }

    @Test func aCancellationOfWhatIsBackInPartOnlyIsRefused() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            script.refuseAfterConsole(refund: 5000)
            #expect(try await !visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(try await fixture.payment(purchase.key).state == .partiallyCancelled)
        }
    }

    /// A part of what is wholly back was not made: who asked for it still means something else.
    @Test func aPartOfWhatIsBackAlreadyIsRefused() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            script.refuseAfterConsole(refund: 12_000)
            #expect(try await !visitor.cafe24().cancel(purchase.part("3000")).isAccepted)
            await fixture.core.reconciler.reconcile()
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
        }
    }

    /// The PG's list tells of both, and ours says nothing about the other one.
    @Test func afterAPartWentBackThePGIsAskedWhetherThereIsMore() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            script.onCancel { _ throws(ProviderError) in .done(reference: "ours") }
            #expect(try await visitor.cafe24().cancel(purchase.part("2000")).isAccepted)
            script.list(refund: 5000, besides: [("ours", 2000)])
            await fixture.core.reconciler.reconcile()
            let payment = try await fixture.payment(purchase.key)
            #expect(payment.cancelled == Money(7000, .krw))
            #expect(payment.nextLook == nil)
        }
    }
}

extension Script {
    /// The console was faster, so that the PG refuses, and tells of it when it is asked.
    fileprivate func refuseAfterConsole(refund: Int64, besides others: [(String, Int64)] = []) {
        onCancel { _ throws(ProviderError) in .refused(code: "ALREADY", message: "nothing left") }
        list(refund: refund, besides: others)
    }

    fileprivate func list(refund: Int64, besides others: [(String, Int64)]) {
        let records = (others + [("console", refund)]).map { name, won in
            CancellationRecord(.provider(name), amount: Money(won, .krw), state: .done)
        }
        for _ in 0..<5 { onVerify { payment throws(ProviderError) in payment.paid(cancelling: records) } }
    }
}
