import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct PayPalCancelTests {
    @Test func partsAddUpAndNoMoreThanAllGoesBack() async throws {
        var scene = try await PayPalScene.paid()
        guard case .done = try await scene.refund(234), case .done = try await scene.refund(500),
            case .refused("REFUND_AMOUNT_EXCEEDED", _) = try await scene.refund(501),
            case .done = try await scene.refund(500),
            case .refused("CAPTURE_FULLY_REFUNDED", _) = try await scene.refund(1)
        else {
            Issue.record("another outcome")
            return
        }
        let snapshot = try await scene.verify(.inquiry, approving: false)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == FakePayPal.amount)
        #expect(snapshot.cancellations.map(\.amount.minorUnits) == [234, 500, 500])
        #expect(await scene.books == FakeBooks(paid: 1234, cancelled: 1234, charges: 1, refunds: 3))
    }

    @Test func oneOperationGivesBackOnceAndIsListedByItsName() async throws {
        var scene = try await PayPalScene.paid()
        let operation = scene.bench.operation()
        scene.bench.line.disturb(.timeoutAfterCommit)
        let error = await #expect(throws: ProviderError.self) { try await scene.refund(1234, as: operation) }
        #expect(error?.code == .unknown)
        guard case .done = try await scene.refund(1234, as: operation) else {
            Issue.record("the repeat is not done")
            return
        }
        #expect(await scene.books.refunds == 1)
        let snapshot = try await scene.verify(.inquiry, approving: false)
        #expect(snapshot.cancellations.map(\.origin) == [.operation(operation)])
    }

    @Test func aForgottenOperationIsFoundWhereNothingIsLeft() async throws {
        let scene = try await PayPalScene.paid()
        let operation = scene.bench.operation()
        _ = try await scene.refund(1234, as: operation)
        scene.bench.clock.advance(by: .seconds(46 * 86_400))
        guard case .done = try await scene.refund(1234, as: operation) else {
            Issue.record("not found")
            return
        }
        #expect(await scene.books.refunds == 1)
    }

    @Test func aRefundThatTakesTimeIsPendingAndThenDone() async throws {
        var scene = try await PayPalScene.paid()
        _ = await scene.bench.fake.tell(.laterRefunds)
        guard case .pending = try await scene.refund(1234) else {
            Issue.record("not pending")
            return
        }
        let waiting = try await scene.verify(.inquiry, approving: false)
        #expect(waiting.cancelled.isZero)
        #expect(waiting.cancellations.map(\.state) == [.pending])
        scene.bench.clock.advance(by: .seconds(3600))
        let done = try await scene.verify(.inquiry, approving: false)
        #expect(done.cancelled == FakePayPal.amount)
        #expect(done.cancellations.map(\.state) == [.done])
    }

    @Test func aCaptureThatTheModuleHasNotSeenIsLookedUp() async throws {
        let scene = try await PayPalScene.paid()
        let session = try #require(scene.session)
        let forgetful = scene.bench.reference(scene.order, session)
        let cancellation = Cancellation(
            .refund(FakePayPal.amount),
            operation: scene.bench.operation(),
            remainingBefore: FakePayPal.amount,
            remainingAfter: .zero(.usd),
            reason: ""
        )
        guard case .done = try await scene.bench.provider.cancel(cancellation, of: forgetful) else {
            Issue.record("not done")
            return
        }
    }

    @Test func whatIsNotPaidCannotBeGivenBack() async throws {
        let scene = try await PayPalScene.opened()
        guard case .refused("NOT_CAPTURED", _) = try await scene.refund(1234) else {
            Issue.record("not refused")
            return
        }
    }

    @Test func aClosedOrderIsNeverCaptured() async throws {
        var scene = try await PayPalScene.opened()
        let back = try await scene.act(.pays)
        guard case .done = try await scene.cancel(.void) else {
            Issue.record("not closed")
            return
        }
        #expect(try await scene.verify(.returned(back.message, via: .success)).status == .expired)
        #expect(await scene.books == FakeBooks())
    }

    @Test func closingWhatIsPaidSaysSo() async throws {
        let scene = try await PayPalScene.paid()
        guard case .alreadyPaid(let snapshot) = try await scene.cancel(.void) else {
            Issue.record("closed")
            return
        }
        #expect(snapshot.paid == FakePayPal.amount)
        #expect(await scene.books.cancelled == 0)
    }

    @Test func aPendingCaptureCannotBeClosed() async throws {
        var scene = try await PayPalScene.opened()
        _ = try await scene.comesBack(after: .choosesDeposit)
        guard case .refused("PENDING_CAPTURE", _) = try await scene.cancel(.void) else {
            Issue.record("closed")
            return
        }
    }

    @Test func aFractionOfAForintIsRefusedWithoutACall() async throws {
        let script = PayPalScript()
        let provider = try PayPal.scripted(script)
        let forint = try #require(Currency(code: "HUF"))
        let cancellation = Cancellation(
            .refund(Money(50, forint)),
            operation: OperationID(from: SystemRandomSource()),
            remainingBefore: Money(50, forint),
            remainingAfter: .zero(forint),
            reason: "r"
        )
        guard case .refused = try await provider.cancel(cancellation, of: ScriptedPayment(capture: "C1").reference())
        else {
            Issue.record("not refused")
            return
        }
        #expect(script.calls.isEmpty)
    }
}
