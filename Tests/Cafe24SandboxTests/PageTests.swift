import Foundation
import Testing

@testable import Cafe24Sandbox

struct PageTests {
    @Test func theShopOffersWhatItSells() async throws {
        let page = try #require(try await visiting { try await $0.get("/") })
        #expect(page.status == 200)
        #expect(page.contentType == "text/html; charset=utf-8")
        #expect(page.body.contains(#"id="buy-synchronous""#))
        #expect(page.body.contains("12,000 KRW"))
        #expect(page.body.contains("no money moves"))
        #expect(page.body.contains("Tea &amp; &lt;Things&gt;"))
    }

    @Test(arguments: [
        ("/", "Today in the shop"), ("/products/tea", "Jeju green tea"), ("/orders/unknown", "There is no such page"),
    ])
    func eachPageHasATitleOfItsOwn(path: String, title: String) async throws {
        let page = try #require(try await visiting { try await $0.get(path) })
        #expect(page.body.contains("<title>\(title) – Tea &amp; &lt;Things&gt;"))
    }

    @Test func koreansReadKorean() async throws {
        let page = try #require(try await visiting { try await $0.get("/", language: "ko-KR,ko;q=0.9,en;q=0.8") })
        #expect(page.body.contains(#"<html lang="ko">"#))
        #expect(page.body.contains("12,000원"))
    }

    @Test func theOrderPageShowsStateAndMessages() async throws {
        let (order, page) = try #require(
            try await visiting { visit in
                let order = try await visit.buy()
                return (order, try await visit.get("/orders/\(order.id)").body)
            }
        )
        #expect(page.contains("<title>Order \(order.id) – "))
        #expect(page.contains(#"<h2 id="order-state">Paid</h2>"#))
        #expect(page.contains(#"<span id="order-id">\#(order.id)</span>"#))
        #expect(page.components(separatedBy: #"class="message""#).count == 5)
        #expect(!page.contains("http-equiv"), "what is settled needs no reloading")
    }

    @Test func aWaitingOrderReloadsItselfAndLeadsToThePayment() async throws {
        let page = try await visiting { visit in
            let location = try await visit.post("/orders", "product=tea&flow=synchronous").location
            let id = visit.gateway.received["order_id"]?.text ?? ""
            return (location, try await visit.get("/orders/\(id)").body)
        }
        let (location, body) = try #require(page)
        #expect(body.contains(#"http-equiv="refresh""#))
        #expect(body.contains("Waiting for payment"))
        let target = try #require(location)
        #expect(body.contains(#"href="\#(target)""#))
    }

    @Test(arguments: [
        #"<script>alert(1)</script>"#, #""><img src=x onerror=alert(1)>"#, "</pre><b>bold</b>", "{{shopName}} & '",
    ])
    func hostileTextStaysText(text: String) async throws {
        let lies = FakeGateway.Lies(resultCode: "9999", resultMessage: text)
        let page = try #require(
            try await visiting(FakeGateway(lies)) { visit in
                try await visit.get("/orders/\(try await visit.buy().id)").body
            }
        )
        for mark in ["<script", "<img", "<b>", "{{shopName}} & "] { #expect(!page.contains(mark)) }
    }

    @Test(arguments: ["/orders/20220519-0000029", "/orders/unknown"])
    func anUnknownOrderIsSaidToBeUnknown(path: String) async throws {
        let page = try #require(try await visiting { try await $0.get(path) })
        #expect(page.status == 404)
        #expect(page.body.contains("There is no such page"))
    }

    @Test(arguments: ["", "product=tea", "product=boat&flow=synchronous", "product=tea&flow=barter"])
    func aFormThatMakesNoSenseIsRefused(form: String) async throws {
        #expect(try await visiting { try await $0.post("/orders", form).status } == 400)
    }

    @Test func theStyleSheetIsServed() async throws {
        let sheet = try #require(try await visiting { try await $0.get("/style.css") })
        #expect(sheet.contentType == "text/css; charset=utf-8")
        #expect(sheet.body.contains(".message"))
    }

    @Test(arguments: [
        (nil, "en"), ("ko", "ko"), ("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("en-US,ko;q=0.5", "en"), ("fr,ko;q=0.2", "ko"),
        ("de", "en"), ("ko;q=0", "en"), ("en;q=0.3, ko;q=0.4", "ko"), ("*", "en"),
    ])
    func languageIsTheOneLikedBest(header: String?, language: String) {
        #expect(Language(accepting: header).rawValue == language)
    }

    @Test(arguments: [
        ("12000", "KRW", "12,000 KRW"), ("999", "KRW", "999 KRW"), ("1234567.50", "USD", "1,234,567.50 USD"),
        ("15000.00", "KRW", "15,000 KRW"), ("300.00", "JPY", "300 JPY"), ("520.00", "PHP", "520.00 PHP"),
        ("15000.50", "KRW", "15,000.50 KRW"),
    ])
    func amountsAreGrouped(amount: String, currency: String, written: String) {
        #expect(Price.written(amount, currency: currency, in: .english) == written)
    }
}
