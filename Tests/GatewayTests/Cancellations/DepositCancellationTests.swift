import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Rule 12: a deposit that nobody has paid is closed; one that was paid goes back to the buyer's bank account.
@Suite(.timeLimit(.minutes(1)))
struct DepositCancellationTests {
    static var checkout: SandboxClient.Checkout {
        var checkout = SandboxClient.Checkout.sample()
        checkout.returnNotificationURL = "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveNoty.php"
        return checkout
    }

    @Test func anUnpaidDepositIsClosedOnceAndAnsweredAlikeAgain() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(Self.checkout, "deposit")
            for _ in 0..<3 { #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted) }
            #expect(try await fixture.payment(purchase.key).state == .expired)
            let entries = try await fixture.cancellations(purchase.key)
            #expect(entries.map(\.kind) == [.void])
            #expect(entries.map(\.state) == [.done])
            let row = try await visitor.ledger(purchase.key)
            #expect(row.calls.cancel == 1)
            #expect(row.paid == 0)
            #expect(try await !visitor.cafe24().status(key: purchase.key).isPaid)
        }
    }

    /// The PG says "pending" of what it has closed, and lists no such thing afterwards.
    @Test(arguments: ["pending", "timeoutAfterCommit"])
    func aDepositThatThePGClosesWithoutSayingSoIsClosed(fault: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(Self.checkout, "deposit")
            try await visitor.fault("cancel", fault)
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("12000.00")).isAccepted)
            try await fixture.reconcile(turns: 3)
            #expect(try await fixture.payment(purchase.key).state == .expired)
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.done])
            let told = try await fixture.notices().filter { $0.kind == .cancellation }
            #expect(told.map(\.isDone) == [true])
            #expect(told.map(\.amount) == ["12000.00"])
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
        }
    }

    @Test func aSynchronousRequestIsAnsweredOnceThePGHasClosedIt() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(Self.checkout, "deposit")
            try await visitor.fault("cancel", "pending")
            for _ in 0..<2 { #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted) }
            #expect(try await fixture.payment(purchase.key).state == .expired)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
        }
    }

    @Test func aPartOfAnUnpaidDepositIsRefused() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(Self.checkout, "deposit")
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("1000")), naming: "as a whole")
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("12001")), naming: "as a whole")
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 0)
        }
    }

    @Test func aPaidDepositNeedsTheBuyersBankAccount() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(Self.checkout)
            #expect(try await visitor.pay("deposit", at: opened.paymentURL).resultCode == "0000")
            let purchase = try await deposited(visitor, fixture, opened)
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "bank account is needed")

            var request = purchase.whole
            request.more = [.init(name: "refund_bank_code", value: "004"), .init(name: "refund_account", value: "123")]
            expectRefusal(try await visitor.cafe24().cancel(request), naming: "bank account is needed")
            request.more.append(.init(name: "refund_holder", value: "홍길동"))
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
            #expect(!fixture.log.text.contains("홍길동"))
        }
    }

    /// The buyer transfers; an inquiry finds it.
    private func deposited(
        _ visitor: Visitor,
        _ fixture: GatewayFixture,
        _ opened: SandboxClient.CheckoutAnswer
    ) async throws -> Purchase {
        let key = try #require(opened.paymentKey)
        let page = try #require(opened.paymentURL).split(separator: "?", maxSplits: 1)
        _ = try await visitor.post("\(page[0])/deposit?\(page[1])")
        let payment = try await fixture.payment(key)
        _ = try await fixture.core.settlement.lookAgain(at: payment, by: "test")
        #expect(try await fixture.payment(key).state == .paid)
        let status = try await visitor.cafe24().status(key: key)
        let whole = SandboxClient.Cancellation(
            flow: .synchronous,
            amount: "12000",
            cancelAmount: "12000",
            currency: "KRW",
            orderID: Self.checkout.orderID,
            partnerID: Self.checkout.partnerID,
            tid: try #require(status.tid)
        )
        return Purchase(key: key, whole: whole)
    }
}
