import Foundation
import NIOHTTP1
import Testing

@testable import Cafe24Sandbox

struct AdminAPITests {
    private static let basic = "Basic dGVzdENsaWVudElkMDAwMDAwMDAwMTp0ZXN0Q2xpZW50U2VjcmV0MDAwMDAx"

    @Test func theInitialTokenOpensTheDoor() async throws {
        let answer = try #require(try await visiting { try await $0.admin(.GET, "shops") })
        #expect(answer.page.status == 200)
        #expect(answer.page.headers.first(name: "x-api-call-limit") == "1/40")
        guard case .array(let shops)? = answer.json["shops"] else { throw Missing() }
        #expect(shops.first?["currency_code"] == "KRW")
    }

    @Test func anotherTokenDoesNot() async throws {
        let answer = try #require(try await visiting { try await $0.admin(.GET, "shops", token: "another") })
        #expect(answer.page.status == 401)
        #expect(answer.json["error"]?["message"] == "Invalid access_token")
    }

    @Test func anExpiredTokenIsRefreshedOnce() async throws {
        let statuses = try await visiting { visit in
            _ = try await visit.post("/sandbox/behaviour", #"{"endpoint":"admin","answer":"expired"}"#)
            let expired = try await visit.admin(.GET, "shops").page.status
            let stillExpired = try await visit.admin(.GET, "shops").page.status
            let refreshed = try await refresh(visit, "refresh-1")
            let token = try SandboxJSON(parsing: refreshed.body)["access_token"]?.text
            let good = try await visit.admin(.GET, "shops", token: token).page.status
            let spent = try await refresh(visit, "refresh-1").status
            return [expired, stillExpired, refreshed.status, good, spent]
        }
        #expect(statuses == [401, 401, 200, 200, 401])
    }

    @Test func aWrongSecretGetsNoToken() async throws {
        let answer = try await visiting { visit in
            try await visit.post(
                "/api/v2/oauth/token",
                "grant_type=refresh_token&refresh_token=refresh-1",
                authorization: "Basic d3Jvbmc6d3Jvbmc="
            )
        }
        #expect(answer?.status == 401)
        #expect(answer?.body.contains("Invalid client_secret") == true)
    }

    @Test func aCodeIsGoodForOneExchange() async throws {
        let answers = try await visiting { visit in
            let target = "http://app.test/auth/token"
            let query = "response_type=code&client_id=testClientId0000000001&state=s1&redirect_uri=\(target)"
            let location = try await visit.get("/api/v2/oauth/authorize?" + query).location ?? ""
            let code = FormText.query(of: location).first { $0.name == "code" }?.value ?? ""
            let form = "grant_type=authorization_code&code=\(code)&redirect_uri=\(target)"
            let first = try await visit.post("/api/v2/oauth/token", form, authorization: Self.basic)
            let second = try await visit.post("/api/v2/oauth/token", form, authorization: Self.basic)
            #expect(location.hasSuffix("&state=s1"))
            return [first, second]
        }
        #expect(answers?.map(\.status) == [200, 400])
        let token = try SandboxJSON(parsing: answers?.first?.body ?? "")
        #expect(token["mall_id"] == "demomall")
        #expect(token["expires_in"] == nil)
        let zoneless = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/
        #expect(token["expires_at"]?.text?.wholeMatch(of: zoneless) != nil)
    }

    @Test func aFullBucketSaysHowLongToWait() async throws {
        let answer = try await visiting { visit in
            _ = try await visit.post("/sandbox/behaviour", #"{"endpoint":"admin","answer":"busy","seconds":2}"#)
            return try await visit.admin(.GET, "shops").page
        }
        #expect(answer?.status == 429)
        #expect(answer?.headers.first(name: "x-cafe24-call-remain") == "2")
    }

    @Test func aCalculationAddsShippingAndTakesPointsOff() async throws {
        let calculation = try await calculated(points: "500")["calculation"]
        #expect(calculation?["order_price_amount"] == "25800.00")
        #expect(calculation?["shipping_fee"] == "3000.00")
        #expect(calculation?["total_discount_amount"] == "500.00")
        #expect(calculation?["total_amount_due"] == "28300.00")
    }

    @Test(arguments: ["13000.00", "101", "100.00"])
    func whatTheMallSellsHasTheMallsPrice(named: String) async throws {
        let calculation = try await calculated(of: "24", at: named)["calculation"]
        #expect(calculation?["order_price_amount"] == "24000.00")
        #expect(calculation?["total_amount_due"] == "27000.00")
    }

    @Test func aPriceMustBeOne() async throws {
        #expect(try await calculated(of: "24", at: "many")["error"]?["code"] == .number("422"))
    }

    @Test(arguments: ["zip_code", "prefaid_shipping_fee"])
    func aMisspeltFieldIsRefused(name: String) async throws {
        let answer = try await calculated(points: "0", more: [member(name, "x")])
        #expect(answer["error"]?["code"] == .number("422"))
    }

    @Test func anOrderTellsThatItIsBeingCancelled() async throws {
        let flags = try await visiting { visit in
            let order = try await visit.buyAndConfirm()
            let before = try await visit.admin(.GET, "orders/\(order.id)").json["order"]
            _ = try await visit.cancel(order, "part")
            let after = try await visit.admin(.GET, "orders/\(order.id)").json["order"]
            return [before?["canceled"]?.text, before?["paid"]?.text, after?["canceled"]?.text, after?["status"]?.text]
        }
        #expect(flags == ["F", "T", "T", "C34"])
    }

    @Test func anOrderIsBeingCancelledBeforeTheGatewayIsAsked() {
        var order = Order(
            id: "1",
            flow: .synchronous,
            product: Product.catalogue[0],
            currency: "KRW",
            partnerID: "p",
            extraData: [:],
            placedAt: Date()
        )
        order.settle(.paid(tid: "t"))
        #expect(order.adminJSON["canceled"] == "F")
        #expect(order.beginCancellation(.all) == 0)
        #expect(order.adminJSON["canceled"] == "T")
    }

    @Test func anUnknownOrderIsNotFound() async throws {
        #expect(try await visiting { try await $0.admin(.GET, "orders/20220519-0000029").page.status } == 404)
    }

    @Test func aPaymentGatewayIsRegisteredOnce() async throws {
        let body: SandboxJSON = ["shop_no": .number("1"), "request": ["partner_id": "demomall:1:mock"]]
        let statuses = try await visiting { visit in
            let path = "paymentgateway/testClientId0000000001"
            return [
                try await visit.admin(.POST, "paymentgateway", body).page.status,
                try await visit.admin(.POST, "paymentgateway", body).page.status,
                try await visit.admin(.PUT, path, body).page.status,
                try await visit.admin(.DELETE, path + "?shop_no=1").page.status,
                try await visit.admin(.DELETE, path + "?shop_no=1").page.status,
            ]
        }
        #expect(statuses == [201, 422, 200, 200, 404])
    }

    @Test func aScriptTagIsKeptChangedAndRemoved() async throws {
        let body: SandboxJSON = [
            "shop_no": .number("1"),
            "request": ["src": "http://gateway.test/s.js", "display_location": .array(["PRODUCT_DETAIL"])],
        ]
        let statuses = try await visiting { visit in
            let made = try await visit.admin(.POST, "scripttags", body)
            let path = "scripttags/" + (made.json["scripttag"]?["script_no"]?.text ?? "")
            let changed = try await visit.admin(.PUT, path, ["request": ["integrity": "sha384-x"]])
            #expect(changed.json["scripttag"]?["integrity"] == "sha384-x")
            #expect(changed.json["scripttag"]?["src"] == "http://gateway.test/s.js")
            return [made.page.status, try await visit.admin(.DELETE, path).page.status]
        }
        #expect(statuses == [201, 200])
    }

    private func refresh(_ visit: Visit, _ token: String) async throws -> Visit.Page {
        let form = "grant_type=refresh_token&refresh_token=\(token)"
        return try await visit.post("/api/v2/oauth/token", form, authorization: Self.basic)
    }

    /// Two pieces; of something that the mall does not sell, unless a test names one.
    private func calculated(
        of product: String = "99",
        at price: String = "13000.00",
        points: String = "0",
        more: [SandboxJSON.Member] = []
    ) async throws -> SandboxJSON {
        let item: SandboxJSON = [
            "product_no": .number(product), "variant_code": "P0000024000A", "quantity": .number("2"),
            "product_price": .string(price), "option_price": "-100", "prepaid_shipping_fee": "P",
        ]
        let request: SandboxJSON = [
            "zipcode": "06035", "points_spent_amount": .string(points), "items": .array([item]),
        ]
        let body: SandboxJSON = ["shop_no": .number("1"), "request": request.merged(with: .object(more))]
        return try await visiting { try await $0.admin(.POST, "orders/calculation", body).json } ?? .null
    }

    private struct Missing: Error {}
}
