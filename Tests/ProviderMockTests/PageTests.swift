import Foundation
import ProviderKit
import Testing

@testable import ProviderMock

struct PageTests {
    @Test func thePageShowsTheOrderAndOffersSixOutcomesInOneForm() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(Money(306_500, .usd), title: "Green tea"))
        let page = try await visit.get(query: "key=abc&x=1", language: "en")
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        for part in ["Green tea", "3,065.00 USD", "Test: no money moves.", #"name="viewport""#, #"<html lang="en">"#] {
            #expect(page.text.contains(part), "\(part)")
        }
        for outcome in ["approve", "decline", "leave", "approve-no-return", "approve-silently", "deposit"] {
            #expect(page.text.contains(#"name="outcome" value="\#(outcome)""#))
        }
        #expect(page.text.components(separatedBy: "<form").count == 2)
        #expect(!page.text.contains("<script"))
        let address = "https://pay.example/providers/mock\(visit.path)?key=abc&amp;x=1"
        #expect(page.text.contains(#"<form method="post" action="\#(address)">"#))
    }

    /// The wallet's page comes before the mall has calculated shipping and discounts.
    @Test func aPriceToComeIsNoTotal() async throws {
        let shop = try Shop()
        var order = shop.order()
        order.isAmountFinal = false
        let visit = try await shop.open(order)
        #expect(try await visit.get(language: "en").text.contains("shows you the total"))
        let final = try await Shop().open(shop.order()).get(language: "en").text
        #expect(!final.contains("shows you the total"))
    }

    @Test(
        arguments: [
            ("ko-KR,ko;q=0.9", "ko", "테스트: 실제로 결제되지 않습니다."), ("en", "en", "Test: no money moves."),
            ("ja", "ja", "模擬決済"), ("zh-CN,en;q=0.5", "zh", "模拟付款"), ("fr", "en", "Test: no money moves."),
            (nil, "ko", "모의 결제"),
        ] as [(String?, String, String)]
    )
    func thePageSpeaksTheBuyersLanguage(header: String?, code: String, text: String) async throws {
        let shop = try Shop()
        let page = try await shop.open(shop.order()).get(language: header).text
        #expect(page.contains(#"<html lang="\#(code)">"#))
        #expect(page.contains(text))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", #""><img src=x onerror=alert(1)>"#, "' onmouseover='x", "</title></main><b>",
        "{{{texts.code}}}", "<\u{301}b>", "&lt;script&gt;",
    ])
    func nothingInATitleBecomesMarkup(title: String) async throws {
        let shop = try Shop()
        let page = try await shop.open(shop.order(title: title)).get().text
        let plain = try await shop.open(shop.order(title: "x")).get().text
        for mark in ["<script", "<img", "<b>", "\"", "<main", "</main>", "<p"] {
            #expect(page.components(separatedBy: mark).count == plain.components(separatedBy: mark).count, "\(mark)")
        }
    }

    @Test(arguments: ["\"><script>", "a=\u{301}\"", "x='y", "a=1\r\nb: c", "a=한"])
    func nothingInAQueryBecomesMarkup(query: String) async throws {
        let shop = try Shop()
        let page = try await shop.open(shop.order()).get(query: query).text
        #expect(
            page.components(separatedBy: "\"").count
                == (try await shop.open(shop.order()).get().text)
                .components(separatedBy: "\"").count
        )
        #expect(!page.contains("<script"))
        #expect(!page.contains("x='y"))
    }

    @Test(arguments: [
        "", "outcome=", "outcome=explode", "outcome=APPROVE", "other=approve", "outcome=approve&outcome=",
    ])
    func anUnknownOutcomeIsABadRequestAndChangesNothing(body: String) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let answer = try await visit.post(visit.path, body)
        #expect(answer.status == 400)
        #expect(answer.text.contains(#"value="approve""#))
        #expect(try await visit.row()?.status == "open")
    }

    @Test func aQueryIsNeitherNeededNorHarmful() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        #expect(try await visit.choose("deposit", query: "key=abc").status == 303)
        #expect(try await visit.payDeposit(query: "key=abc").status == 200)
    }

    @Test func aPaidSessionSaysSoAndIsNeverPaidTwice() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        #expect(try await visit.get().status == 200)
        for outcome in ["approve", "approve-silently", "decline", "leave", "deposit"] {
            let answer = try await visit.choose(outcome)
            #expect(answer.status == 409)
            #expect(answer.headers["location"] == nil)
        }
        let page = try await visit.get(language: "en").text
        #expect(page.contains("This payment is paid."))
        #expect(!page.contains("<form"))
        #expect(page.contains(#"<a href="https://pay.example/return?key=\#(visit.order.key.text)&amp;session="#))
        #expect(try await visit.row()?.paid == 12_000)
    }

    @Test func racingClicksPayOnce() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<16 { group.addTask { try await visit.choose("approve").status } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 303 } == 1)
        #expect(statuses.count { $0 == 409 } == 15)
    }

    @Test func theDepositPageHasTheAccountAndItsButton() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        #expect(try await visit.payDeposit().status == 409, "no account was issued")
        _ = try await visit.choose("deposit")
        let page = try await visit.get(query: "key=abc").text
        #expect(page.contains(try #require(try await visit.inquire().virtualAccount).number))
        #expect(page.contains("\(visit.path)/deposit?key=abc\""))
        for outcome in ["approve", "decline", "leave", "approve-no-return", "approve-silently", "deposit"] {
            #expect(page.contains(#"name="outcome" value="\#(outcome)""#), "the page always offers all six")
        }
        #expect(page.components(separatedBy: "<form").count == 2)
        let answer = try await visit.choose("leave")
        #expect(answer.status == 409)
        #expect(answer.text.contains("가상계좌가 발급되어"))
        #expect(try await visit.row()?.status == "deposit")
    }

    @Test(arguments: Language.allCases)
    func everyNoteIsSaidInEveryLanguage(language: Language) {
        let notes: [PageNote] = [
            .approved, .declined, .left, .depositImpossible, .depositDue, .depositIssued, .noDeposit, .paid, .closed,
            .expired, .missing, .badOutcome, .badWebhooks,
        ]
        let texts = Set(notes.map { $0.text(language) })
        #expect(texts.count == notes.count)
        #expect(
            texts.isDisjoint(
                with: Language.allCases.filter { $0 != language }.flatMap { other in
                    notes.map { $0.text(other) }
                }
            )
        )
        #expect(PageTexts.of(language).code == language.rawValue)
    }

    @Test(arguments: [
        ("webhook_delay_ms=60000", 303), ("webhook_delay_ms=60001", 400), ("webhook_delay_ms=-1", 400),
        ("webhook_delay_ms=soon", 400), ("webhook_delay_ms=", 303), ("webhook_copies=20", 303),
        ("webhook_copies=0", 303), ("webhook_copies=21", 400), ("webhook_copies=-1", 400),
        ("webhook_order=reversed", 303), ("webhook_order=after-return", 303), ("webhook_order=never", 400),
        ("webhook_order=&webhook_copies=&webhook_delay_ms=", 303),
    ])
    func theFieldsOfWebhooksAreReadStrictly(field: String, status: Int) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        #expect(try await visit.choose("approve&\(field)").status == status)
        #expect(try await visit.row()?.status == (status == 303 ? "paid" : "open"))
    }

    @Test func anOrderThatCannotWaitIsToldSo() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let answer = try await visit.choose("deposit")
        #expect(answer.text.contains("계좌이체로 결제할 수 없습니다"))
        #expect(answer.text.contains(#"value="approve""#), "another way is still open")
    }

    @Test(arguments: [
        ("GET", "/", PageListener.public), ("GET", "/pay", .public), ("DELETE", "/pay/x", .public),
        ("GET", "/pay/x/deposit", .public), ("POST", "/faults", .public), ("GET", "/ledger", .public),
        ("GET", "/pay/x", .operations), ("GET", "/faults", .operations), ("POST", "/ledger", .operations),
        ("GET", "/pay/0123", .public), ("POST", "/pay/0123", .public), ("POST", "/pay/0123/deposit", .public),
    ])
    func unknownPathsAreNotFound(method: String, path: String, listener: PageListener) async throws {
        let request = InboundMessage(method: method, path: path)
        #expect(try await Shop().mock.page(for: request, on: listener).status == 404)
    }

    @Test(arguments: [
        ("https://a/b", "https://a/b?s=1"), ("https://a/b?c=d", "https://a/b?c=d&s=1"),
        ("https://a/b?", "https://a/b?s=1"),
        ("https://a/b?c=d&", "https://a/b?c=d&s=1"), ("https://a/b?c#f?g", "https://a/b?c&s=1#f?g"),
        ("https://a/b#f", "https://a/b?s=1#f"),
    ])
    func fieldsJoinTheQueryThatIsThere(address: String, joined: String) {
        #expect(address.adding(["s": "1"]) == joined)
    }
}
