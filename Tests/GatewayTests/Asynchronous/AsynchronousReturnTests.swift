import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A4 and A5: what the redirect says, and that it binds nothing.
@Suite(.timeLimit(.minutes(1)))
struct AsynchronousReturnTests {
    static let callback = "/api/asynchronous-checkout/checkout/callback"

    @Test(
        arguments: [("approve", "0000"), ("deposit", "0000"), ("decline", "0001"), ("leave", "9999")],
        ["provider", "gateway"]
    )
    func theRedirectTellsTheOutcomeWithoutAKey(told: (outcome: String, code: String), approver: String) async throws {
        let fixture = try GatewayFixture { $0.mockSettings = #"{ "approver": "\#(approver)" }"# }
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            let back = try await visitor.pay(told.outcome, at: bought.paymentURL)
            #expect(back.resultCode == told.code)
            #expect(back.key == nil)
            #expect(back.address == SandboxClient.Checkout.sample().returnURL)
            #expect(back.extraData == SandboxClient.Checkout.sample().extraData)
            #expect(try await fixture.payment(bought.payment.key.text).verdict == .none)
        }
    }

    @Test(arguments: ["", " "])
    func withoutANotificationAddressNothingIsOpened(address: String) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.cafe24().openAsynchronous(.told(at: address))
            expectRefusal(answer)
            #expect(answer.resultMessage?.contains("return_noty_url") == true)
            #expect(try await visitor.ledger().isEmpty)
        }
    }

    @Test func aReturnAtTheOtherFlowsAddressIsAStrangers() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            let answer = try await visitor.get("\(ReturnTests.callback)?key=\(bought.payment.key.text)")
            #expect(answer.status == .notFound)
        }
    }

    @Test func aForgedReturnPaysNothing() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            let address = "\(Self.callback)?key=\(bought.payment.key.text)&session=forged&result=approved"
            #expect(try await visitor.comeBack(address).resultCode == "9999")
            #expect(try await fixture.notices().isEmpty)
            #expect(try await fixture.payment(bought.payment.key.text).paid.isZero)
        }
    }

    /// The redirect binds nothing, and the notification follows in any case.
    @Test func aBuyerWhoseMoneyIsToComeIsSentOnAtOnce() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            try await visitor.fault("verify", "pending", count: 1000)
            #expect(try await visitor.pay(at: bought.paymentURL).resultCode == "0000")
            #expect(try await visitor.ledger(bought.payment.key.text).calls.verify == 1)
            #expect(try await fixture.payment(bought.payment.key.text).state == .pending)
        }
    }

    /// What the redirect could not know is told by the outbox all the same.
    @Test func aReturnInTroubleDoesNotKeepThePaymentFromBeingTold() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            try await visitor.fault("verify", "serverError", count: 1000)
            #expect(try await visitor.pay(at: bought.paymentURL).resultCode == "9999")
            try await visitor.mend("verify")
            try await fixture.reconcile(turns: 10)
            #expect(try await fixture.notices().map(\.isDone) == [true])
            #expect(try await fixture.payment(bought.payment.key.text).state == .paid)
            #expect(try await visitor.ledger(bought.payment.key.text).cancelled == 0)
        }
    }

    @Test(arguments: ["decline", "leave"])
    func whatWasNotPaidIsNotAnnouncedAsPaid(outcome: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            _ = try await visitor.pay(outcome, at: bought.paymentURL)
            try await fixture.reconcile(turns: 40)
            #expect(try await !fixture.notices().contains { $0.isDone || $0.code == "0000" })
        }
    }
}
