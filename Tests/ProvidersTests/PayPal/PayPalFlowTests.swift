import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct PayPalFlowTests {
    @Test func aBuyerPaysOnceHoweverOftenTheReturnIsGiven() async throws {
        var scene = try await PayPalScene.opened()
        let back = try await scene.act(.pays)
        for _ in 0..<3 {
            let snapshot = try await scene.verify(.returned(back.message, via: back.door))
            #expect(snapshot.status == .paid)
            #expect(snapshot.paid == FakePayPal.amount)
            #expect(snapshot.transactionID == scene.payment.references.last)
        }
        #expect(await scene.books == FakeBooks(paid: 1234, charges: 1))
    }

    @Test func lookingCapturesNothing() async throws {
        var scene = try await PayPalScene.opened()
        let back = try await scene.act(.pays)
        for evidence in [Evidence.inquiry, .returned(back.message, via: .success), .notified(back.message)] {
            #expect(try await scene.verify(evidence, approving: false).status == .open)
        }
        #expect(await scene.books == FakeBooks())
    }

    @Test func aDeclinedInstrumentSendsTheBuyerBackAndTheNextOnePays() async throws {
        var scene = try await PayPalScene.opened()
        let link = "https://www.sandbox.paypal.com/checkoutnow?token=\(scene.number)"
        for _ in 0..<2 {
            #expect(try await scene.comesBack(after: .declines).status == .buyerActs(resume: link))
            #expect(await scene.books == FakeBooks())
        }
        #expect(try await scene.comesBack(after: .pays).status == .paid)
        let ids = scene.bench.line.calls.filter { $0.path.hasSuffix("/capture") }.map { call in
            call.request.headerFields.first { $0.name.canonicalName == "paypal-request-id" }?.value
        }
        let approval = scene.approval.text
        #expect(ids == [approval, "\(approval)-1", "\(approval)-2"])
    }

    @Test func aBuyerWhoLeavesHasAbandonedAndMayStillPay() async throws {
        var scene = try await PayPalScene.opened()
        #expect(try await scene.comesBack(after: .leaves).status == .abandoned)
        #expect(try await scene.comesBack(after: .pays).status == .paid)
    }

    @Test func aCancelReturnEndsNothingThatTheBuyerAgreedTo() async throws {
        var scene = try await PayPalScene.opened()
        let left = try await scene.act(.leaves)
        _ = try await scene.act(.pays)
        #expect(try await scene.verify(.returned(left.message, via: .cancel), approving: false).status == .open)
        _ = try await scene.verify(.inquiry)
        #expect(try await scene.verify(.returned(left.message, via: .cancel), approving: false).status == .paid)
    }

    @Test(arguments: ["", "token=", "token=5O190127TN364715T"])
    func aReturnThatNamesAnotherOrderIsRejected(query: String) async throws {
        var scene = try await PayPalScene.opened()
        _ = try await scene.act(.pays)
        let message = InboundMessage(method: "GET", path: "/", query: query)
        let error = await #expect(throws: ProviderError.self) {
            try await scene.verify(.returned(message, via: .success))
        }
        #expect(error?.code == .rejectedMessage)
        #expect(await scene.books == FakeBooks())
    }

    @Test func anECheckIsPendingUntilItClears() async throws {
        var scene = try await PayPalScene.opened()
        #expect(try await scene.comesBack(after: .choosesDeposit).status == .pending(.deposit))
        #expect(await scene.books == FakeBooks())
        try await scene.bench.fake.deposit(of: scene.order.key)
        #expect(try await scene.verify(.inquiry, approving: false).status == .paid)
    }

    @Test func noECheckIsOfferedWhereCafe24CannotBeTold() async throws {
        let scene = try await PayPalScene.opened(allowsDelayed: false)
        await #expect(throws: FakePayPal.Stuck.self) { try await scene.act(.choosesDeposit) }
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .truncated, .serverErrors])
    func anApprovalWithoutAnAnswerIsSettledByTheSameEvidence(disturbance: Disturbance) async throws {
        var scene = try await PayPalScene.opened()
        let back = try await scene.act(.pays)
        // The look before goes through.
        scene.bench.line.disturb(disturbance)
        let first = await #expect(throws: ProviderError.self) {
            try await scene.verify(.returned(back.message, via: .success))
        }
        #expect(first?.code == .temporary)
        scene.bench.line.calm()
        #expect(try await scene.verify(.returned(back.message, via: .success)).status == .paid)
        #expect(await scene.books.charges == 1)
    }

    @Test func aCaptureWhoseAnswerWasLostIsUnknownAndThenPaid() async throws {
        let payment = ScriptedPayment()
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.order, 200, payment.order("COMPLETED", payments: payment.capture("COMPLETED")))
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) {
            try await provider.verify(.inquiry, of: payment.reference(), approval: payment.operation)
        }
        #expect(error?.code == .unknown)
        let snapshot = try await provider.verify(.inquiry, of: payment.reference(), approval: payment.operation)
        #expect(snapshot.status == .paid)
        #expect(script.count(ScriptedPayment.capturing) == 1)
    }

    @Test func anotherPriceIsAnotherOrderAndTheFirstIsNeverCaptured() async throws {
        let scene = try await PayPalScene.opened()
        let back = try await scene.act(.pays)
        var order = scene.order
        order.amount = Money(2000, .usd)
        order.operation = scene.bench.operation()
        order.repricing = scene.payment
        let session = try await scene.bench.provider.checkout(order)
        #expect(session.references != scene.payment.references)
        let repriced = scene.bench.reference(order, session)
        let evidence = Evidence.returned(back.message, via: .success)
        let error = await #expect(throws: ProviderError.self) {
            try await scene.bench.provider.verify(evidence, of: repriced, approval: scene.approval)
        }
        #expect(error?.code == .rejectedMessage)
        #expect(await scene.books == FakeBooks())
    }

    @Test func aCapturesAnswerMayNameThePaymentInTheCaptureOnly() async throws {
        let payment = ScriptedPayment()
        let number = #""custom_id":"\#(payment.key.text)","#
        let full = payment.order("COMPLETED", payments: payment.capture("COMPLETED"))
        let short = full.replacing("[{\(number)", with: "[{")
        #expect(short != full)
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.capturing, 201, short)
        let snapshot = try await PayPal.scripted(script)
            .verify(.inquiry, of: payment.reference(), approval: payment.operation)
        #expect(snapshot.status == .paid)
    }
}
