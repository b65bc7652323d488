import Testing

@testable import Cafe24Sandbox

/// Whole purchases over real HTTP, against a gateway that follows the contract or lies.
struct PurchaseTests {
    @Test func aPurchaseEndsPaid() async throws {
        let order = try #require(try await visiting { try await $0.buy() })
        #expect(order.state == "paid")
        #expect(order.tid == "pg-order-001")
        #expect(order.messages.map(\.to) == ["Gateway", "Payment page", "Mall", "Gateway"])
        #expect(order.messages.map(\.status) == [200, nil, 303, 200])
        #expect(order.messages.flatMap(\.remarks).isEmpty)
    }

    @Test func theCheckoutSaysWhatCafe24Says() async throws {
        let gateway = FakeGateway()
        let order = try #require(try await visiting(gateway) { try await $0.buy() })
        let sent = gateway.received
        #expect(sent["order_id"]?.text == order.id)
        #expect(sent["amount"] == "12000")
        #expect(sent["shop_no"] == "1")
        #expect(sent["partner_id"] == "demomall:1:mock")
        #expect(sent["extra_data"]?["orderId"]?.text == order.id)
        #expect(sent["return_url"]?.text?.contains("/Pay/Recv/openpg/PayReceiveRtnPage.php?order=\(order.id)") == true)
        #expect(sent["return_noty_url"]?.text?.hasSuffix("/Pay/Recv/openpg/PayReceiveNoty.php") == true)
    }

    @Test func secretsAreShortened() async throws {
        let (order, page) = try #require(
            try await visiting { visit in
                let order = try await visit.buy()
                return (order, try await visit.get("/orders/\(order.id)").body)
            }
        )
        let shown = order.messages.map { $0.request + ($0.answer ?? "") }.joined()
        #expect(shown.contains("hash_data"))
        #expect(!(shown + page).contains(FakeGateway.key))
        #expect(shown.contains("key-01…"))
        #expect(!shown.contains("=\""), "a whole hash ends in an equals sign")
    }

    @Test func aDeclinedPaymentIsNotPaid() async throws {
        let lies = FakeGateway.Lies(resultCode: "9999", resultMessage: "card expired")
        let order = try #require(try await visiting(FakeGateway(lies)) { try await $0.buy() })
        #expect(order.state == "not-paid")
        #expect(order.detail.contains("card expired"))
        #expect(order.messages.count == 3, "nothing is read when nothing was paid")
    }

    @Test func aPaymentThatReadsAsUnpaidIsNotPaid() async throws {
        let lies = FakeGateway.Lies(reported: [
            member("payed_tf", "F"), member("result_code", "1400"), member("amount", "0"), member("tid", ""),
        ])
        #expect(try await state(lies) == "not-paid")
    }

    @Test func anIssuedVirtualAccountAwaitsItsDeposit() async throws {
        let lies = FakeGateway.Lies(reported: [member("payed_tf", "F"), member("amount", "0")])
        #expect(try await state(lies) == "awaiting-deposit")
    }

    @Test(arguments: [
        FakeGateway.Lies(returned: ["extra_data": #"{"orderId":"other"}"#]),
        FakeGateway.Lies(returned: ["extra_data": ""]),
        FakeGateway.Lies(afterSigning: [member("extra_data", ["orderId": "other"])]),
        FakeGateway.Lies(afterSigning: [member("hash_data", "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ=")]),
        FakeGateway.Lies(afterSigning: [member("hash_data", .null)]),
        FakeGateway.Lies(afterSigning: [member("amount", "12000.00")]),
        FakeGateway.Lies(reported: [member("amount", "1200")]),
        FakeGateway.Lies(reported: [member("amount", "12000.00")]),
        FakeGateway.Lies(reported: [member("order_id", "20220519-0000029")]),
        FakeGateway.Lies(reported: [member("partner_id", "othermall:1:mock")]),
        FakeGateway.Lies(reported: [member("currency", "JPY")]),
        FakeGateway.Lies(reported: [member("tid", "")]),
        FakeGateway.Lies(reported: [member("result_code", "1400")]),
        FakeGateway.Lies(reported: [member("payed_tf", "yes")]),
    ])
    func aLieIsNotBelieved(lies: FakeGateway.Lies) async throws {
        #expect(try await state(lies) == "suspicious")
    }

    @Test(arguments: [
        FakeGateway.Lies(returned: ["key": ""]),
        FakeGateway.Lies(returned: ["key": "another"]),
        FakeGateway.Lies(statusCode: 500),
    ])
    func aPaymentThatCannotBeReadIsNotConfirmed(lies: FakeGateway.Lies) async throws {
        #expect(try await state(lies) == "unconfirmed")
    }

    @Test func aPaymentURLWithoutKeyIsRemarkedOn() async throws {
        let lies = FakeGateway.Lies(paymentURLHasKey: false)
        let order = try #require(try await visiting(FakeGateway(lies)) { try await $0.buy() })
        #expect(order.messages.first?.remarks == [Text.noKeyInPaymentURL.english])
    }

    @Test func aRefusedCheckoutIsExplained() async throws {
        let lies = FakeGateway.Lies(refusal: "shop is closed")
        let order = try #require(try await visiting(FakeGateway(lies)) { try await $0.buy() })
        #expect(order.state == "not-started")
        #expect(order.detail.contains("shop is closed"))
        #expect(order.messages.map(\.status) == [400])
    }

    @Test func aSilentGatewayIsExplainedToTheBuyer() async throws {
        // Nothing can listen on port 1 of the loopback address without privileges, and nothing here does.
        let (order, page) = try #require(
            try await visiting(gatewayURL: "http://127.0.0.1:1") { visit in
                let order = try await visit.buy()
                return (order, try await visit.get("/orders/\(order.id)").body)
            }
        )
        #expect(order.state == "not-started")
        #expect(page.contains("Please try again in a moment."))
        #expect(page.contains("No answer"))
    }

    @Test func aForgedReturnDoesNotUndoAPayment() async throws {
        let order = try await visiting { visit in
            let order = try await visit.buy()
            let path = MallPath.returned + "?order=\(order.id)&result_code=9999&extra_data=%7B%7D"
            _ = try await visit.get(path)
            return try await visit.record("/orders/\(order.id)")
        }
        #expect(order?.state == "paid")
    }

    private func state(_ lies: FakeGateway.Lies) async throws -> String? {
        try await visiting(FakeGateway(lies)) { try await $0.buy().state }
    }
}

func member(_ name: String, _ value: SandboxJSON) -> SandboxJSON.Member {
    SandboxJSON.Member(name: name, value: value)
}
