import Foundation
import Testing

@testable import Cafe24Sandbox

struct ExternalPurchaseTests {
    private static let clientID = "testClientId0000000001"

    /// Reserves the tea as the storefront's SDK does.
    private static func reserve(_ visit: Visit, _ changes: [String: String] = [:]) async throws -> Visit.Page {
        var fields = [
            "mall_id": "demomall", "request_time": String(Int(Date().timeIntervalSince1970)), "app_key": clientID,
            "member_id": "demobuyer", "delv_type": "A", "product_no": "24",
        ]
        fields.merge(changes) { $1 }
        let hash = Cafe24Hashes(serviceKey: FakeGateway.serviceKey).reserve(
            mallID: fields["mall_id"] ?? "",
            requestTime: fields["request_time"] ?? "",
            clientID: fields["app_key"] ?? "",
            memberID: fields["member_id"] ?? ""
        )
        fields["hmac"] = changes["hmac"] ?? hash
        let body = FormText.write(fields.map { FormText.Field(name: $0, value: $1) })
        return try await visit.post(MallPath.reserve, body)
    }

    private static func reserved(_ visit: Visit) async throws -> SandboxJSON {
        try SandboxJSON(parsing: try await reserve(visit).body)["order"] ?? .null
    }

    /// What the gateway notifies of an external payment.
    private static func report(_ order: SandboxJSON, amount: String) -> SandboxJSON {
        FakeGateway.signed([
            "request_type": "payment", "partner_id": "demomall:1:mock", "paymethod": "card", "tid": "pg-7",
            "amount": .string(amount), "order_id": order["order_id"] ?? "", "all_cancel_tf": "T",
            "part_cancel_tf": "T", "escrow_tf": "F", "currency": "KRW", "payed_tf": "T", "easypay": "F",
            "extra_data": [:], "result_code": "0000", "result_message": "OK",
        ])
    }

    @Test func theReservationIsWhatAPayloadNeeds() async throws {
        let order = try #require(try await visiting { try await Self.reserved($0) })
        guard case .array(let products)? = order["products"] else { throw Missing() }
        #expect(products.count == 1)
        #expect(products.first?["product_price"] == "12000")
        #expect(products.first?["prefaid_shipping_fee"] == "P")
        let expected = Cafe24Hashes.reservation(
            clientID: Self.clientID,
            orderID: order["order_id"]?.text ?? "",
            total: 12000,
            responseTime: order["response_time"]?.text ?? "",
            returnNotificationURL: order["return_noty_url"]?.text ?? ""
        )
        #expect(order["hmac"]?.text == expected)
        #expect(order["return_noty_url"]?.text?.hasSuffix(MallPath.checkoutNotified) == true)
    }

    @Test(arguments: [
        (["hmac": "forged"], 403), (["app_key": "another"], 403), (["mall_id": "othermall"], 422),
        (["request_time": "1652408432"], 422), (["member_id": ""], 422), (["product_no": "99"], 422),
    ])
    func aWrongRequestReservesNothing(change: [String: String], status: Int) async throws {
        let result = try await visiting { visit in
            (try await Self.reserve(visit, change).status, try await visit.get("/orders.json").body)
        }
        #expect(result?.0 == status)
        #expect(result?.1 == "[]")
    }

    @Test(arguments: ["12000", "12000.00", "15000", "15000.00"])
    func goodsWithOrWithoutShippingArePaid(amount: String) async throws {
        let order = try await visiting { visit in
            let reserved = try await Self.reserved(visit)
            let id = reserved["order_id"]?.text ?? ""
            _ = try await visit.get("/api/shop/pgsuccess?order_id=\(id)&sync_type=async")
            let waiting = try await visit.record("/orders/\(id)").state
            #expect(waiting == "awaiting-notification")
            try await visit.notify(Self.report(reserved, amount: amount), at: MallPath.checkoutNotified)
            return try await visit.record("/orders/\(id)")
        }
        #expect(order?.state == "paid")
        #expect(order?.amount == amount)
        #expect(order?.tid == "pg-7")
    }

    @Test func anotherAmountIsNotBelieved() async throws {
        let answer = try await visiting { visit in
            let reserved = try await Self.reserved(visit)
            let report = Self.report(reserved, amount: "14000")
            return try await visit.notify(report, at: MallPath.checkoutNotified).status
        }
        #expect(answer == 400)
    }

    @Test(arguments: [("async", "not-paid"), ("sync", "unconfirmed")])
    func aFailedPaymentReturnsToTheOrder(sync: String, state: String) async throws {
        let order = try await visiting { visit in
            let id = try await Self.reserved(visit)["order_id"]?.text ?? ""
            let page = try await visit.get("/api/shop/pg_fail?order_id=\(id)&sync_type=\(sync)")
            #expect(page.location == "/orders/\(id)")
            return try await visit.record("/orders/\(id)")
        }
        #expect(order?.state == state)
    }

    @Test func theProductPageBringsTheGatewaysScript() async throws {
        let page = try #require(try await visiting { try await $0.get("/products/tea") })
        #expect(page.body.contains(#"<meta name="path_role" content="PRODUCT_DETAIL">"#))
        #expect(page.body.contains(#"<div id="appPaymentButtonBox"></div>"#))
        #expect(page.body.contains("/api/external-checkout/script"))
        // The digest of the contract's example of a loader.
        let integrity = "sha384-GfNdFs3No7xjaf3FDsAKTz99T+P9XQ4JpLHRJ0rHLx4NfGubAtW6HlNEkV3rtr0F"
        #expect(page.body.contains(#"data-integrity="\#(integrity)""#))
    }

    @Test func aSilentGatewayCostsOnlyTheButton() async throws {
        let page = try await visiting(gatewayURL: "http://127.0.0.1:1") { try await $0.get("/products/tea") }
        #expect(page?.status == 200)
        #expect(page?.body.contains(#"data-integrity="""#) == true)
    }

    private struct Missing: Error {}
}
