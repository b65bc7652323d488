import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Gateway

/// A10: what the payment button sends.
struct ExternalPayloadTests {
    @Test func aPayloadOpensTheWalletAndHandsItOver() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.begin()
            #expect(reply.status == .ok)
            #expect(reply.isGood)
            #expect(reply.redirect.hasPrefix("http://127.0.0.1:8080/providers/mock/pay/"))
            #expect(reply.data?["reference_no"]?.string == ExternalBench.orderNumber)
            #expect(reply.headers[.accessControlAllowOrigin] == "*")
        }
        let payment = try await bench.payment()
        #expect(payment.flow == .external)
        #expect(payment.amount == Money(12_000, .krw))
        #expect(payment.notificationURL == ExternalBench.notification)
        #expect(payment.returnURL == ExternalBench.shopURL)
        #expect(payment.partnerID == "demomall:1:mock")
        #expect(!payment.awaitsPrice)
    }

    @Test(arguments: [
        "order", "mall_id", "member_id", "currency", "order_id", "return_notification_url", "return_url_base",
        "response_time", "hmac",
    ])
    func eachFieldIsNeeded(_ field: String) async throws {
        try await refuses([field: nil], naming: field)
    }

    @Test func fieldsOfTheWrongKindAreRefused() async throws {
        try await refuses(["member_id": ["a": 1] as [String: Int]], naming: "member_id")
        try await refuses(["order": "text"], naming: "order")
        try await refuses(["order": [String]()], naming: "order")
        try await refuses(["order": ["text"]], naming: "order.0")
        try await refuses(["bGuest": 7], naming: "bGuest")
        try await refuses(["member_id": String(repeating: "m", count: 65)], naming: "member_id")
        try await refuses(["order_id": "2026 0901"], naming: "order_id")
        try await refuses(["currency": "USD"], naming: "currency")
        try await refuses(["mall_id": "nomall"], naming: "mall_id")
        try await refuses(["hmac": "tampered"], naming: "hmac")
        try await refuses(["response_time": "1652408434"], naming: "hmac")
    }

    /// As the first byte of an unescaped form field it is a blank.
    @Test func anHmacThatBeginsWithAPlusMayComeWithABlank() async throws {
        var page = ShopPage()
        var hmac = ""
        for number in 1...2000 where !hmac.hasPrefix("+") {
            page.orderNumber = "20260901-\(1_000_000 + number)"
            hmac = page.hmac
        }
        #expect(hmac.hasPrefix("+"))
        page.fields["hmac"] = String(hmac.map { $0 == "+" ? " " : $0 })
        let signed = page
        try await ExternalBench().run { client in
            let answer = try await client.begin(signed)
            #expect(answer.isGood)
        }
    }

    @Test(arguments: [
        "http://evil.example/Pay/Recv/x.php", "https://demomall.cafe24shop.com.evil.example/Pay/Recv/x.php",
        "http://127.0.0.1/Pay/Recv/x.php", "http://demomall.cafe24shop.com/admin/x.php",
        "http://demomall.cafe24shop.com/Pay/Recv/../../x.php", "http://demomall.cafe24shop.com/Pay/Recv/%2e%2e/x.php",
        "http://demomall.cafe24shop.com?/Pay/Recv/", "ftp://demomall.cafe24shop.com/Pay/Recv/x.php",
    ])
    func notificationsGoToTheMallsReceivers(_ address: String) async throws {
        var page = ShopPage()
        page.notification = address
        try await refuses(page, naming: "return_notification_url")
    }

    @Test(arguments: [
        "https://evil.example", #"https://evil.example\@demomall.cafe24shop.com"#,
        "https://demomall.cafe24shop.com?a=1",
        "https://demomall.cafe24shop.com:8443", "javascript:alert(1)", "https://demomall.cafe24shop.com#x",
    ])
    func buyersGoBackToTheMall(_ address: String) async throws {
        try await refuses(["return_url_base": address], naming: "return_url_base")
    }

    @Test(arguments: ["0", "-1", "1.5", "many", "100001"])
    func quantitiesAreWholeAndPositive(_ quantity: String) async throws {
        var page = ShopPage()
        page.items = [ShopPage.item(quantity: quantity)]
        try await refuses(page, naming: "quantity")
    }

    @Test func cartsAreOfOneShopAndCostSomething() async throws {
        var page = ShopPage()
        page.items = [ShopPage.item(), ShopPage.item(shop: 2)]
        try await refuses(page, naming: "shop_no")
        page.items = [ShopPage.item(price: "100", option: "-100")]
        try await refuses(page, naming: "costs nothing")
        page.items = [ShopPage.item(price: "100", option: "-101")]
        try await refuses(page, naming: "less than nothing")
        page.items = [ShopPage.item(price: "-5", option: "10")]
        try await refuses(page, naming: "product_price")
        page.items = [ShopPage.item(price: "100.50", option: "0")]
        try await refuses(page, naming: "product_price")
        page.items = [ShopPage.item(price: "1e3", option: "0")]
        try await refuses(page, naming: "product_price")
        page.items = [ShopPage.item(price: "9999999999999", option: "0", quantity: 100_000)]
        try await refuses(page, naming: "too much")
    }

    @Test(arguments: [("12000", true), ("12000.00", true), ("12000", false), ("12000.00", false)])
    func theHashIsTakenInEachKnownForm(_ total: String, _ isQuoted: Bool) async throws {
        var page = ShopPage()
        page.total = total
        page.isQuoted = isQuoted
        for hashes in ["tolerant", "strict"] {
            let bench = try ExternalBench(hashes: hashes)
            let isTaken = hashes == "tolerant" || total == "12000" && isQuoted
            try await bench.run { [page] client in
                let reply = try await client.begin(page)
                #expect(reply.status == (isTaken ? .ok : .badRequest))
            }
        }
    }

    @Test func theCanonicalTotalCutsEachPriceToAWholeNumber() async throws {
        var page = ShopPage()
        page.items = [
            ShopPage.item(price: "1000.60", option: "100.50", shop: 2),
            ShopPage.item(price: 1000, option: "-200.90", quantity: 2, shop: 2),
        ]
        page.fields = ["currency": "PHP"]
        page.total = "2700"
        let bench = try ExternalBench()
        try await bench.run { [page] client in
            let reply = try await client.begin(page)
            #expect(reply.status == .ok)
        }
        #expect(try await bench.payment().amount == Money(1_101_10 + 2 * 799_10, .php))
    }

    @Test func formsOfATotalAreTriedInTheContractsOrder() {
        let total = ReservationTotal(whole: 30, exact: Money(30_50, .usd))
        #expect(total.candidates.map(\.total) == ["30", "30.50", "30.5", "30", "30.50", "30.5"])
        #expect(total.candidates.map(\.isQuoted) == [true, true, true, false, false, false])
        #expect(
            ReservationTotal(whole: 7, exact: Money(7, .krw)).candidates.map(\.total).prefix(3) == ["7", "7.00", "7"]
        )
    }

    @Test(arguments: [(4, "no payment button"), (5, "switched off")])
    func aShopWithoutTheButtonIsRefused(_ shop: Int, _ why: String) async throws {
        var page = ShopPage()
        page.items = [ShopPage.item(shop: shop)]
        try await refuses(page, naming: why)
    }

    @Test func theSamePayloadAgainGivesTheSamePage() async throws {
        for isAuthorised in [false, true] {
            let bench = try ExternalBench()
            if isAuthorised { try await bench.authorise() }
            try await bench.run { client in
                let first = try await client.begin()
                let second = try await client.begin()
                #expect(first.isGood)
                #expect(first.redirect == second.redirect)
            }
        }
    }

    @Test func aCompanyOpenedAfterTheReviewIsNotAskedYet() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        var page = ShopPage()
        page.items = [ShopPage.item(shop: 3)]
        try await bench.run { [page] client in
            let reply = try await client.begin(page)
            #expect(reply.isGood)
            #expect(reply.redirect.contains("/api/external-checkout/order/review?mall_id=demomall"))
        }
        #expect(try await bench.payments().isEmpty)
    }

    @Test func withoutAnAuthorisationOnlyTheMockIsPaidByAPagesWord() async throws {
        var page = ShopPage()
        page.items = [ShopPage.item(shop: 3)]
        try await refuses(page, naming: "has not authorised")
    }

    private func refuses(_ fields: [String: (any Sendable)?], naming words: String) async throws {
        var page = ShopPage()
        page.fields = fields
        try await refuses(page, naming: words)
    }

    private func refuses(_ page: ShopPage, naming words: String) async throws {
        let bench = try ExternalBench()
        let body = try page.body()
        try await bench.run { client in
            let reply = try await client.post("/api/external-checkout/payload", json: body)
            #expect(reply.status == .badRequest)
            #expect(reply.isBad)
            #expect(reply.data?.string?.contains(words) == true, "\(reply.text)")
        }
        #expect(try await bench.store.list(PaymentFilter(), limit: 1).isEmpty)
    }
}
