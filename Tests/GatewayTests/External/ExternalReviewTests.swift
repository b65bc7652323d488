import HTTPTypes
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// A11 and A12: the last look, and the button below it.
struct ExternalReviewTests {
    private static let review =
        "/api/external-checkout/order/review?mall_id=demomall&order_id=\(ExternalBench.orderNumber)"
    private static let pay = "/api/external-checkout/order/pay"
    private static let order = #"{"mall_id":"demomall","order_id":"\#(ExternalBench.orderNumber)"}"#

    @Test func theMocksReviewShowsTheCheckedSumInTheContractsShape() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            let reply = try await client.get(Self.review, [.accept: "application/json"])
            #expect(reply.status == .ok)
            let json = try #require(reply.json)
            #expect(
                json.members?.map(\.key) == [
                    "mall_id", "order_no", "return_button_url", "address_info", "preference", "order_products",
                    "shipping_info", "order_info",
                ]
            )
            #expect(
                json["address_info"]?.members?.map(\.key) == [
                    "name", "add_1", "add_2", "add_3", "city", "district", "state", "postal", "country", "phone",
                ]
            )
            #expect(json["shipping_info"]?.members?.map(\.key) == ["shipping_fee", "shipping_discount"])
            #expect(
                json["order_info"]?.members?.map(\.key) == [
                    "total_amount", "total_shipping_fee", "total_item", "total_discount", "currency",
                ]
            )
            #expect(json["order_info"]?["total_amount"]?.string == "12000")
            #expect(json["order_products"]?.items?.count == 1)
            #expect(json["return_button_url"]?.string == ExternalBench.shopURL)
        }
    }

    @Test(arguments: ["ko", "en", "ja", "zh"])
    func peopleSeeAPageInTheirLanguage(_ language: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            var page = ShopPage()
            var item = ShopPage.item()
            item["product_name"] = "<b>Mug</b>"
            page.items = [item]
            _ = try await client.begin(page)
            let reply = try await client.get(Self.review, [.acceptLanguage: language])
            #expect(reply.status == .ok)
            #expect(reply.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(reply.text.contains(#"<html lang="\#(language)">"#))
            #expect(reply.text.contains("12,000 KRW"))
            #expect(reply.text.contains("&lt;b&gt;Mug"))
            #expect(!reply.text.contains("<script"))
        }
    }

    @Test(arguments: [
        ("", HTTPResponse.Status.badRequest), ("mall_id=demomall", .badRequest),
        ("order_id=\(ExternalBench.orderNumber)", .badRequest),
        ("mall_id=nomall&order_id=\(ExternalBench.orderNumber)", .badRequest),
        ("mall_id=demomall&order_id=20260901-9999999", .notFound),
        ("mall_id=othermall&order_id=\(ExternalBench.orderNumber)", .notFound),
    ])
    func whatIsNotThereIsNotShown(_ query: String, _ status: HTTPResponse.Status) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            for accept in ["application/json", "text/html"] {
                let reply = try await client.get("/api/external-checkout/order/review?\(query)", [.accept: accept])
                #expect(reply.status == status)
            }
        }
    }

    @Test(arguments: [
        ("{}", HTTPResponse.Status.badRequest), (#"{"mall_id":"demomall"}"#, .badRequest),
        (#"{"mall_id":"demomall","order_id":"20260901-9999999"}"#, .notFound),
        (#"{"mall_id":"othermall","order_id":"\#(ExternalBench.orderNumber)"}"#, .notFound),
    ])
    func whatIsNotThereIsNotPaid(_ body: String, _ status: HTTPResponse.Status) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            let reply = try await client.post(Self.pay, json: body)
            #expect(reply.status == status)
            #expect(reply.isBad)
            #expect(reply.data?.members?.map(\.key) == ["message", "redirect_url"])
        }
    }

    @Test func aMissingOrderNumberIsNamedAsTheContractDoes() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.post(Self.pay, json: #"{"mall_id":"demomall"}"#)
            #expect(reply.data?["message"]?.string?.contains("order_id") == true, "\(reply.text)")
        }
    }

    @Test func payingLeadsToThePageOfTheOpenSession() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let other =
                #"{"mall_id":"demomall","order_no":"\#(ExternalBench.orderNumber)","session_id":"x","amount":"1"}"#
            for body in [Self.order, other] {
                let reply = try await client.post(Self.pay, json: body)
                #expect(reply.status == .ok)
                #expect(reply.isGood)
                #expect(reply.data?.members?.map(\.key) == ["message", "redirect_url"])
                #expect(reply.redirect == begun.redirect)
            }
            let page = try await client.get(Self.review)
            let form = try await client.form(Self.pay, "\(page.hiddenFields)&amount=1")
            #expect(form.status == .seeOther)
            #expect(form.location == begun.redirect)
        }
        #expect(try await bench.payment().amount == Money(12_000, .krw))
    }

    @Test func theMallsCalculationIsWhatIsCharged() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            #expect(try await bench.payment().awaitsPrice)
            let shown = try await client.get(Self.review, [.accept: "application/json"])
            #expect(shown.json?["order_info"]?["total_amount"]?.string == "14500.00")
            #expect(shown.json?["shipping_info"]?["shipping_fee"]?.string == "2500")
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.isGood, "\(paid.text)")
            let payment = try await bench.payment()
            #expect(payment.amount == Money(14_500, .krw))
            #expect(payment.amountText == "14500.00")
            #expect(!payment.awaitsPrice)
            let again = try await client.post(Self.pay, json: Self.order)
            #expect(again.redirect == paid.redirect)
        }
    }

    /// The order is opened over the page's word, and its price fixed over the mall's: only that names a tax-free part.
    @Test func thePaymentCompanyHearsOfTheTaxFreePart() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { $0.taxFree = #""4500.00""# }
        try await bench.run { client in
            var page = ShopPage()
            page.items = [ShopPage.item(shop: 6)]
            _ = try await client.begin(page)
            #expect(try await client.get(Self.review).status == .ok)
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.isGood, "\(paid.text)")
        }
        let orders = try await bench.script().calls.compactMap { call in
            if case .checkout(let order) = call { order } else { nil }
        }
        #expect(orders.map(\.taxFree) == [nil, Money(4500, .krw)])
    }

    @Test func aTotalThatChangedIsShownBeforeItIsCharged() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            let page = try await client.get(Self.review)
            bench.admin.state.withLock { $0.due = "15000.00" }
            let form = try await client.form(Self.pay, page.hiddenFields)
            #expect(form.status == .seeOther)
            #expect(form.location.contains("changed=1"))
            #expect(try await bench.payment().awaitsPrice)
            let refused = try await client.post(Self.pay, json: Self.order)
            #expect(refused.status == .badRequest)
            #expect(refused.isBad)
            #expect(refused.data?["total_amount"]?.string == "15000.00")
            #expect(try await bench.payment().awaitsPrice)
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.isGood)
            #expect(try await bench.payment().amount == Money(15_000, .krw))
        }
    }

    /// Two tabs: what the second one was shown is not what the first one agreed to.
    @Test func eachPageIsHeldToTheTotalThatItShows() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            let first = try await client.get(Self.review)
            bench.admin.state.withLock { $0.due = "15000.00" }
            let second = try await client.get(Self.review)
            let early = try await client.form(Self.pay, first.hiddenFields)
            #expect(early.location.contains("changed=1"))
            #expect(try await bench.payment().awaitsPrice)
            let late = try await client.form(Self.pay, second.hiddenFields)
            #expect(late.status == .seeOther && !late.location.contains("/order/review"))
            #expect(try await bench.payment().amount == Money(15_000, .krw))
        }
    }

    @Test(arguments: ["", "&shown_total=", "&shown_total=1", "&shown_total=14500.01", "&shown_total=14500%20KRW"])
    func aPageThatDoesNotSayWhatItShowsIsShownAgain(_ field: String) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            _ = try await client.get(Self.review)
            let order = "mall_id=demomall&order_id=\(ExternalBench.orderNumber)"
            let form = try await client.form(Self.pay, order + field)
            #expect(form.status == .seeOther)
            #expect(form.location.contains("changed=1"))
            #expect(try await bench.payment().awaitsPrice)
        }
    }

    @Test func aPersonIsToldWhyAnOrderCannotBePaid() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            let page = try await client.get(Self.review)
            bench.admin.state.withLock { $0.troubles = [.init(status: 422)] }
            let korean = try await client.get(Self.review, [.acceptLanguage: "ko"])
            #expect(korean.status == .badRequest)
            #expect(korean.text.contains(Trouble.unpayableOrder.title.korean))
            let paid = try await client.form(Self.pay, page.hiddenFields)
            let chosen = try await client.form(paid.location, "outcome=approve")
            _ = try await client.get(chosen.location)
            let again = try await client.form(Self.pay, page.hiddenFields)
            #expect(again.status == .badRequest)
            for page in [korean, again] {
                #expect(page.text.contains(#"<a id="pg-back" href="\#(ExternalBench.shopURL)">"#))
            }
            let after = try await client.get(Self.review)
            #expect(after.status == .ok)
            for page in [again, after] {
                #expect(page.text.contains(PaymentNews.paid.title.english))
                #expect(page.text.contains(#"<a id="pg-back" href="\#(ExternalBench.shopURL)">"#))
                #expect(!page.text.contains("<form"))
            }
        }
    }

    /// A made-up price is shown nowhere: the mall's calculation is about the order as a whole.
    @Test(arguments: [("11000", true), ("1", false)])
    func aLineHasAPriceOnlyWhereTheMallsCalculationBearsItOut(_ price: String, _ isShown: Bool) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            var page = ShopPage()
            page.items = [ShopPage.item(price: price)]
            page.total = isShown ? "12000" : "1001"
            _ = try await client.begin(page)
            let shown = try await client.get(Self.review)
            #expect(shown.text.contains(">12,000 KRW<"))
            #expect(shown.text.contains(">14,500 KRW<"))
            #expect(shown.text.contains("</div><div></div></li>") != isShown)
            #expect(!shown.text.contains("1,001"))
        }
    }

    @Test func aMallThatDoesNotAnswerIsNotGuessedFor() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            _ = try await client.begin()
            bench.admin.state.withLock { $0.troubles = Array(repeating: .init(status: 503), count: 3) }
            let reply = try await client.get(Self.review, [.accept: "application/json"])
            #expect(reply.status == .badRequest)
            bench.admin.state.withLock { $0.troubles = [.init(status: 422)] }
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.status == .badRequest)
            for reply in [reply, paid] {
                #expect(reply.isBad)
                #expect(reply.redirect == ExternalBench.shopURL)
            }
        }
    }

    @Test func aCompanyAfterTheReviewIsOpenedOverTheCalculation() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            var page = ShopPage()
            page.items = [ShopPage.item(shop: 3)]
            _ = try await client.begin(page)
            let shown = try await client.get(Self.review)
            #expect(!shown.text.contains(ReviewWords(.english).all["address"] ?? ""))
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.redirect == "https://pg.example/pay/14500")
        }
        let payment = try await bench.payment()
        #expect(payment.amountText == "14500.00")
        #expect(payment.notificationURL == ExternalBench.notification)
        #expect(!payment.awaitsPrice)
    }

    @Test func theAddressIsOnlyHintedAtWithoutTheKey() {
        let address = ShippingAddress(
            name: "Hong Gildong",
            lines: ["15 Mock-ro", ""],
            city: "Seoul",
            district: "Dongjak-gu",
            state: "Seoul",
            postalCode: "07071",
            country: "KR",
            phone: "+82 2 0000 0000"
        )
        #expect(address.hinted.name == "H***")
        #expect(address.hinted.lines == ["1***", ""])
        #expect(address.hinted.phone == "+***")
        #expect(address.hinted.city == "Seoul")
    }
}
