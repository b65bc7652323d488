import Testing

@testable import Cafe24Sandbox

struct AsynchronousPurchaseTests {
    @Test func aReturnAloneAwaitsTheNotification() async throws {
        let order = try #require(try await visiting { try await $0.buy(.asynchronous) })
        #expect(order.state == "awaiting-notification")
        #expect(order.messages.first?.target == "/api/asynchronous-checkout/checkout")
        #expect(order.messages.count == 3, "nothing is read")
        #expect(order.messages.flatMap(\.remarks).isEmpty)
    }

    @Test(arguments: [("0001", "declined"), ("9999", "not-paid")])
    func aBadReturnEndsTheOrder(code: String, state: String) async throws {
        let lies = FakeGateway.Lies(resultCode: code, resultMessage: "card expired")
        let order = try #require(try await visiting(FakeGateway(lies)) { try await $0.buy(.asynchronous) })
        #expect(order.state == state)
        #expect(order.detail.contains("card expired"))
    }

    @Test func theNotificationPaysAfterTheReturn() async throws {
        let order = try #require(try await visiting { try await $0.buyAndConfirm() })
        #expect(order.state == "paid")
        #expect(order.tid == "pg-order-001")
    }

    @Test func theNotificationPaysBeforeTheReturnAndAgain() async throws {
        let order = try await visiting { visit in
            let location = try await visit.post("/orders", "product=cup&flow=asynchronous").location
            for _ in 1...3 { #expect(try await visit.notify(visit.gateway.report()).body == #"{"result":"OK"}"#) }
            let back = try await visit.get(location ?? "").location
            _ = try await visit.get(back ?? "")
            return try await visit.record("/orders/\(visit.gateway.received["order_id"]?.text ?? "")")
        }
        #expect(order?.state == "paid")
        #expect(order?.amount == "38000")
    }

    @Test func aKeyThatComesBackIsRemarkedOn() async throws {
        let lies = FakeGateway.Lies(returned: ["key": "k1"])
        let order = try #require(try await visiting(FakeGateway(lies)) { try await $0.buy(.asynchronous) })
        #expect(order.messages.last?.remarks == [Text.keyInReturn.english])
    }

    @Test func aDepositIsAwaitedAndThenPaid() async throws {
        let unpaid = FakeGateway.Lies(reported: [member("payed_tf", "F"), member("amount", "0")])
        let states = try await visiting(FakeGateway(unpaid)) { visit in
            let order = try await visit.buy(.asynchronous)
            try await visit.notify(visit.gateway.report())
            let waiting = try await visit.record("/orders/\(order.id)").state
            let page = try await visit.get("/orders/\(order.id)").body
            #expect(page.contains(#"id="continue-payment""#), "the account to pay into stands on the payment page")
            let paid = visit.gateway.report().merged(with: ["payed_tf": "T", "amount": "12000"])
            try await visit.notify(signed(paid))
            return [waiting, try await visit.record("/orders/\(order.id)").state]
        }
        #expect(states == ["awaiting-deposit", "paid"])
    }

    @Test(arguments: [
        "request_type", "paymethod", "tid", "amount", "order_id", "all_cancel_tf", "part_cancel_tf", "escrow_tf",
        "currency", "payed_tf", "easypay", "hash_data", "extra_data", "result_code", "result_message", "partner_id",
    ])
    func aNotificationWithoutOneFieldIsNotTaken(field: String) async throws {
        let result = try await visiting { visit in
            let order = try await visit.buy(.asynchronous)
            let report = visit.gateway.report()
            guard case .object(let members) = report else { return (0, "") }
            let kept = SandboxJSON.object(members.filter { $0.name != field && $0.name != "hash_data" })
            let answer = try await visit.notify(field == "hash_data" ? kept : signed(kept))
            return (answer.status, try await visit.record("/orders/\(order.id)").state)
        }
        let (status, state) = try #require(result)
        #expect(status == (field == "order_id" ? 404 : 400))
        #expect(state == (field == "order_id" ? "awaiting-notification" : "suspicious"))
    }

    @Test(arguments: [
        member("request_type", "cancelnoty"), member("paymethod", "barter"), member("easypay", "yes"),
        member("amount", "12000.00"), member("amount", "1"), member("currency", "JPY"), member("result_code", "1400"),
        member("payed_tf", "F"), member("extra_data", "{}"), member("partner_id", "othermall:1:mock"),
    ])
    func aNotificationWithOneWrongFieldIsNotTaken(change: SandboxJSON.Member) async throws {
        let result = try await visiting(FakeGateway(FakeGateway.Lies(reported: [change]))) { visit in
            let order = try await visit.buy(.asynchronous)
            let answer = try await visit.notify(visit.gateway.report())
            return (answer.status, try await visit.record("/orders/\(order.id)").state)
        }
        #expect(result?.0 == 400)
        #expect(result?.1 == "suspicious")
    }

    private func signed(_ report: SandboxJSON) -> SandboxJSON { FakeGateway.signed(report) }
}
