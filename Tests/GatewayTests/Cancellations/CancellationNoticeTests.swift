import ProviderKit
import Testing

@testable import Cafe24Sandbox
@testable import Gateway

/// B3: what the mall is told of an asynchronous cancellation.
@Suite(.timeLimit(.minutes(1)))
struct CancellationNoticeTests {
    /// A14 and A15 bring `extra_data` of their own, kept for the notification; without it the checkout's is echoed.
    @Test(arguments: [#"{"LogKey": "of the cancellation",  "n":[1]}"#, nil])
    func extraDataIsTheCancellationsOwn(own: String?) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            var request = purchase.asynchronously("5000")
            request.extraData = try own.map { try SandboxJSON(parsing: $0) }
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            await fixture.core.reconciler.reconcile()
            let notice = try #require(try await fixture.notices().first)
            let payment = try await fixture.payment(purchase.key)
            let keys = try #require(ServiceKeys([Secret(ConfigurationText.serviceKey)]))
            let body = NotificationBody(notification: notice, payment: payment, manifest: nil, keys: keys)
            let sent = try SandboxJSON(parsing: String(decoding: body.encoded(as: .json).bytes, as: UTF8.self))
            let expected = try (own ?? payment.extraData).map { try SandboxJSON(parsing: $0) }
            #expect(payment.extraData != nil)
            #expect(sent["extra_data"] == expected)
        }
    }

    static let noObjects: [SandboxJSON] = [
        "{broken", "text", .number("7"), .array(["a"]), .bool(true),
        ["a": .string(String(repeating: "x", count: 20_000))],
    ]

    /// It is only echoed: no refund is lost over it.
    @Test(arguments: noObjects)
    func extraDataThatIsNoObjectIsLeftOut(extraData: SandboxJSON) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var request = try await visitor.purchase().asynchronously("5000")
            request.extraData = extraData
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            await fixture.core.reconciler.reconcile()
            let notice = try #require(try await fixture.notices().first)
            #expect(notice.isDone && notice.extraData == nil)
            #expect(fixture.log.text.contains("a cancellation's extra_data is left out"))
        }
    }

    /// Rule 12: no money moves, and the order is rid of all that was asked for.
    @Test(arguments: ["12000", "12000.00"])
    func aDepositThatIsClosedIsToldAsARefundOfAllThatWasAsked(amount: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(DepositCancellationTests.checkout, "deposit")
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously(amount)).isAccepted)
            await fixture.core.reconciler.reconcile()
            #expect(try await fixture.payment(purchase.key).state == .expired)
            let notice = try #require(try await cancellation(fixture))
            #expect(notice.isDone)
            #expect(notice.code == "0000")
            #expect(notice.amount == amount)
            #expect(notice.tid == purchase.whole.tid)
        }
    }

    @Test func aDepositThatWasPaidBeforeItCouldBeClosedIsToldAsRefused() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(DepositCancellationTests.checkout)
            #expect(try await visitor.pay("deposit", at: opened.paymentURL).resultCode == "0000")
            let status = try await visitor.cafe24().status(key: try #require(opened.paymentKey))
            let page = try #require(opened.paymentURL).split(separator: "?", maxSplits: 1)
            _ = try await visitor.post("\(page[0])/deposit?\(page[1])")
            let checkout = DepositCancellationTests.checkout
            let request = SandboxClient.Cancellation(
                flow: .asynchronous,
                amount: checkout.amount,
                cancelAmount: checkout.amount,
                currency: checkout.currency,
                orderID: checkout.orderID,
                partnerID: checkout.partnerID,
                tid: try #require(status.tid),
                notificationURL: Purchase.cancellationNotice
            )
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            for _ in 0..<3 { await fixture.core.reconciler.reconcile() }
            let notice = try #require(try await cancellation(fixture))
            #expect(!notice.isDone)
            #expect(notice.code == "9999")
            #expect(notice.amount == "0")
            #expect(try await fixture.payment(opened.paymentKey).state == .paid, "and the money is there")
        }
    }

    private func cancellation(_ fixture: GatewayFixture) async throws -> MallNotification? {
        let notices = try await fixture.notices().filter { $0.kind == .cancellation }
        #expect(notices.count == 1)
        return notices.first
    }
}
