import Foundation
import Testing

@testable import Cafe24Sandbox

struct CancellationTests {
    @Test func aSynchronousCancellationIsDoneWithTheAnswer() async throws {
        let gateway = FakeGateway()
        let order = try #require(try await visiting(gateway) { try await $0.cancel(try await $0.buy(), "all") })
        #expect(order.state == "cancelled")
        #expect(order.remaining == "0")
        let sent = gateway.cancelReceived
        #expect(sent["path"] == "/api/synchronous-cancellation/cancel")
        #expect(sent["tid"] == "pg-order-001")
        #expect(sent["amount"] == "12000")
        #expect(sent["cancel_amount"] == "12000")
        #expect(sent["currency"] == "KRW")
        #expect(sent["partner_id"] == "demomall:1:mock")
        #expect(sent["order_id"]?.text == order.id)
        #expect(sent["extra_data"]?["orderId"]?.text == order.id)
    }

    @Test func twoHalvesAreTheWhole() async throws {
        let states = try await visiting { visit in
            let order = try await visit.buy()
            let half = try await visit.cancel(order, "part")
            let whole = try await visit.cancel(order, "part")
            let more = try await visit.cancel(order, "part")
            return [half, whole, more].map { [$0.state, $0.remaining, "\($0.cancellations.count)"] }
        }
        #expect(states == [["partly-cancelled", "6000", "1"], ["cancelled", "0", "2"], ["cancelled", "0", "2"]])
    }

    @Test func aRefusalLeavesThePaymentAndIsExplained() async throws {
        let lies = FakeGateway.Lies(cancelRefusal: "already settled")
        let order = try #require(
            try await visiting(FakeGateway(lies)) { try await $0.cancel(try await $0.buy(), "all") }
        )
        #expect(order.state == "paid")
        #expect(order.remaining == "12000")
        #expect(order.cancellations.map(\.status) == ["refused"])
        #expect(order.cancellations.first?.message.contains("already settled") == true)
    }

    @Test func anUnclearAnswerMayBeTriedAgain() async throws {
        let lies = FakeGateway.Lies(cancelsUnclearly: true)
        let order = try await visiting(FakeGateway(lies)) { visit in
            let order = try await visit.cancel(try await visit.buy(), "all")
            return try await visit.cancel(order, "all")
        }
        #expect(order?.state == "paid")
        #expect(order?.cancellations.map(\.status) == ["unanswered", "unanswered"])
    }

    @Test func anAsynchronousCancellationIsDoneWithTheNotification() async throws {
        let gateway = FakeGateway()
        let result = try await visiting(gateway) { visit in
            let asked = try await visit.cancel(try await visit.buyAndConfirm(), "part")
            let again = try await visit.cancel(asked, "part")
            var answers: [String] = []
            for _ in 1...3 {
                answers.append(try await visit.notify(gateway.cancelReport(), at: MallPath.cancelNotified).body)
            }
            return (asked, again, answers, try await visit.record("/orders/\(asked.id)"))
        }
        let (asked, again, answers, told) = try #require(result)
        #expect(asked.state == "cancelling")
        #expect(again.cancellations.count == 1, "one at a time")
        #expect(gateway.cancelReceived["path"] == "/api/asynchronous-cancellation/cancel")
        #expect(gateway.cancelReceived["cancel_noty_url"]?.text?.hasSuffix(MallPath.cancelNotified) == true)
        #expect(answers == Array(repeating: #"{"result":"OK"}"#, count: 3))
        #expect(told.state == "partly-cancelled")
        #expect(told.remaining == "6000")
    }

    @Test func theActualAmountCounts() async throws {
        let order = try await notified([member("cancel_amount", "5000")])
        #expect(order?.state == "partly-cancelled")
        #expect(order?.remaining == "7000")
    }

    @Test func aRefusalIsToldByNotification() async throws {
        let order = try await notified([
            member("status", "F"), member("result_code", "9999"), member("result_message", "too late"),
        ])
        #expect(order?.state == "paid")
        #expect(order?.cancellations.first?.message.contains("too late") == true)
    }

    @Test(arguments: [
        member("request_type", "payment"), member("tid", "another"), member("currency", "JPY"), member("status", "X"),
        member("status", "F"), member("cancel_amount", "0"), member("cancel_amount", "12001"),
        member("extra_data", "{}"), member("partner_id", "othermall:1:mock"),
    ])
    func aWrongNotificationIsNotTaken(change: SandboxJSON.Member) async throws {
        #expect(try await notified([change])?.state == "suspicious")
    }

    @Test func aForgedNotificationIsNotTaken() async throws {
        #expect(try await notified([], afterSigning: [member("cancel_amount", "11999")])?.state == "suspicious")
    }

    @Test func whatNobodyAskedForIsRefused() async throws {
        let answer = try await visiting { visit in
            let order = try await visit.cancel(try await visit.buyAndConfirm(), "part")
            _ = try await visit.notify(visit.gateway.cancelReport(), at: MallPath.cancelNotified)
            let other = visit.gateway.cancelReport([member("cancel_amount", "1")])
            let page = try await visit.notify(other, at: MallPath.cancelNotified)
            return (page.status, try await visit.record("/orders/\(order.id)").remaining)
        }
        #expect(answer?.0 == 400)
        #expect(answer?.1 == "6000")
    }

    @Test func anUnpaidDepositIsClosedAsAWhole() async throws {
        let lies = FakeGateway.Lies(reported: [member("payed_tf", "F"), member("amount", "0")])
        let orders = try await visiting(FakeGateway(lies)) { visit in
            let order = try await visit.buyAndConfirm()
            let part = try await visit.cancel(order, "part")
            return [part, try await visit.cancel(order, "all")]
        }
        #expect(orders?.map(\.state) == ["awaiting-deposit", "cancelling"])
    }

    @Test func theOrderPageOffersBothButtons() async throws {
        let pages = try await visiting { visit in
            let order = try await visit.buy()
            let before = try await visit.get("/orders/\(order.id)").body
            _ = try await visit.cancel(order, "all")
            return [before, try await visit.get("/orders/\(order.id)").body]
        }
        let (before, after) = try #require(pages.map { ($0[0], $0[1]) })
        #expect(before.contains(#"id="cancel-all""#))
        #expect(before.contains("Cancel part · 6,000 KRW"))
        #expect(!after.contains(#"id="cancel-all""#))
        #expect(after.contains(#"id="order-remaining">0 KRW"#))
    }

    /// What is left after one half is not a part any more.
    @Test func theRestIsOfferedAsAWhole() async throws {
        let page = try await visiting { visit in
            let order = try await visit.cancel(try await visit.buy(), "part")
            return try await visit.get("/orders/\(order.id)").body
        }
        #expect(page?.contains(#"id="cancel-all""#) == true)
        #expect(page?.contains(#"id="order-remaining">6,000 KRW"#) == true)
        #expect(page?.contains("Cancel part") == false)
    }

    /// The Admin API writes won with two decimals, and half a won cannot be given back.
    @Test(arguments: [
        ("KRW", "15001.00", ["7500.00", "7500.00", "1.00"]), ("KRW", "15000", ["7500", "7500"]),
        ("PHP", "9.01", ["4.50", "4.50", "0.01"]), ("KRW", "1.00", []),
    ])
    func halvesAreWholeCoins(currency: String, amount: String, parts: [String]) {
        var order = Order(
            id: "20260519-0000001",
            flow: .external,
            product: Product.catalogue[0],
            currency: currency,
            partnerID: "demomall:1:mock",
            extraData: [:],
            placedAt: .now
        )
        order.charge(amount)
        order.settle(.paid(tid: "t1"))
        var given: [String] = []
        while let part = order.cancellable(.part), given.count < 9, let number = order.beginCancellation(.part) {
            given.append(part.text)
            order.answerCancellation(number, .done(part))
        }
        #expect(given == parts)
    }

    private func notified(
        _ changes: [SandboxJSON.Member],
        afterSigning: [SandboxJSON.Member] = []
    ) async throws -> OrderRecord? {
        try await visiting { visit in
            let order = try await visit.cancel(try await visit.buyAndConfirm(), "all")
            let report = visit.gateway.cancelReport(changes, afterSigning: afterSigning)
            _ = try await visit.notify(report, at: MallPath.cancelNotified)
            return try await visit.record("/orders/\(order.id)")
        }
    }
}
