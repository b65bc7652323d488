import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// `/pay/{key}` of a payment that cannot be paid any more, to which rule 8 may send a buyer.
@Suite(.timeLimit(.minutes(1)))
struct PayPageNewsTests {
    /// A payment's way to where it stands, by the rules alone.
    struct Standing: Sendable, CustomTestStringConvertible {
        let name: String
        let news: PaymentNews
        let status: HTTPResponse.Status
        let lead: @Sendable (inout PaymentRecord, Timestamp) throws -> Void

        init(
            _ name: String,
            _ news: PaymentNews,
            _ status: HTTPResponse.Status,
            _ lead: @escaping @Sendable (inout PaymentRecord, Timestamp) throws -> Void
        ) {
            (self.name, self.news, self.status, self.lead) = (name, news, status, lead)
        }

        var testDescription: String { name }
    }

    private static let standings = [
        Standing("settling", .undecided, .ok) { record, now in _ = try record.approve(at: now) },
        Standing("unknown", .undecided, .ok) { record, now in try record.loseAnswer(at: now) },
        Standing("under review", .undecided, .ok) { record, now in
            try record.hear(.unpaid(.pending(.review)), at: now)
        },
        Standing("deposit", .awaitsTransfer, .ok) { record, now in
            record.payment.notificationURL = "https://scriptmall.cafe24shop.com/notify"
            try record.hear(.unpaid(.pending(.deposit)), at: now)
        },
        Standing("unknown, told not paid", .countsAsUnpaid, .gone) { record, now in
            try record.loseAnswer(at: now)
            _ = record.giveVerdict(at: now)
        },
        Standing("paid, told not paid", .countsAsUnpaid, .gone) { record, now in
            _ = record.giveVerdict(at: now)
            try record.hear(.paid(), at: now)
        },
        Standing("superseded", .replaced, .gone) { record, now in record.supersede(by: .new(), at: now) },
        Standing("superseded and paid", .replaced, .gone) { record, now in
            record.loseOrder(at: now)
            try record.hear(.paid(), at: now)
        },
        Standing("declined", .declined, .gone) { record, now in
            try record.hear(.unpaid(.declined(code: "51", message: "no")), at: now)
        },
        Standing("cancelled", .givenBack, .gone) { record, now in try record.hear(.paid(cancelled: 12_000), at: now) },
        Standing("abandoned", .closed, .gone) { record, now in try record.hear(.unpaid(.abandoned), at: now) },
        Standing("expired", .closed, .gone) { record, now in try record.hear(.unpaid(.expired), at: now) },
        Standing("its time is over", .closed, .gone) { record, now in record.payment.expires = now },
    ]

    @Test(arguments: standings, [Language.korean, .english, .japanese, .chinese])
    func whatIsGoingOnIsSaidInTheBuyersLanguage(standing: Standing, language: Language) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await bring(standing, fixture, visitor)
            let page = try await visitor.get(opened.address, headers: [.acceptLanguage: language.rawValue])
            #expect(page.status == standing.status)
            #expect(page.text.contains(#"<html lang="\#(language.rawValue)">"#))
            let text = page.text.replacing("&#39;", with: "'")
            #expect(text.contains("<h1>\(standing.news.title[language])</h1>"))
            #expect(text.contains("<p>\(standing.news.advice[language])</p>"))
            #expect(try back(page).hasSuffix("/callback?key=\(opened.key)&door=cancel"))
            #expect(page.headers[.cacheControl] == "no-store" && page.headers[.referrerPolicy] == "no-referrer")
            for word in ["20261122-0000001", "12000", "scriptmall"] { #expect(!page.text.contains(word)) }
        }
    }

    @Test(arguments: ["0", "5000"])
    func thePaidOneIsBroughtToTheShopAsByTheCallback(cancelled: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await bring(
                Standing("paid", .closed, .seeOther) { record, now in
                    try record.hear(.paid(cancelled: cancelled == "0" ? 0 : 5_000), at: now)
                },
                fixture,
                visitor
            )
            let answer = try await visitor.get(opened.address)
            #expect(answer.status == .seeOther)
            let home = try await visitor.comeBack(try #require(answer.location))
            #expect(home.resultCode == "0000" && home.key == opened.key)
            #expect(try await visitor.cafe24().status(key: opened.key).isPaid)
        }
    }

    /// The buyer whom a repeated checkout sends to an attempt that nobody knows the end of.
    @Test(arguments: [(true, "0000"), (false, "9999")])
    func theWayBackAsksThePGAndApprovesNothing(isPaid: Bool, code: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let unknown = Standing("unknown", .undecided, .ok) { record, now in try record.loseAnswer(at: now) }
            let opened = try await bring(unknown, fixture, visitor)
            #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL == opened.address)
            let script = try await fixture.script()
            for _ in 0..<9 {
                script.onVerify { payment throws(ProviderError) in
                    guard isPaid else { throw ProviderError(.unknown, "no answer") }
                    return payment.paid()
                }
            }
            let home = try await visitor.comeBack(try back(try await visitor.get(opened.address)))
            #expect(home.resultCode == code)
            #expect(script.approvals.allSatisfy { $0 == nil } && !script.approvals.isEmpty)
            let evidence = try await fixture.core.store.evidence(of: try #require(PaymentKey(opened.key)))
            #expect(evidence.first?.name == "returned (success)", "the one that the approval was begun with")
        }
    }

    private func back(_ page: TestResponse) throws -> String {
        let link = try #require(page.text.firstMatch(of: #/id="pg-back" href="([^"]+)"/#)?.output.1)
        return String(link).replacing("&amp;", with: "&")
    }

    private func bring(
        _ standing: Standing,
        _ fixture: GatewayFixture,
        _ visitor: Visitor
    ) async throws -> (key: String, address: String) {
        try await fixture.script().onCheckout { _ throws(ProviderError) in
            CheckoutSession(.form(action: "https://pg.example/pay", fields: [], charset: .utf8))
        }
        let opened = try await visitor.cafe24().openCheckout(.scripted())
        let key = try #require(opened.paymentKey)
        try await fixture.core.store.change(try #require(PaymentKey(key))) { [now = fixture.core.clock.now()] record in
            try standing.lead(&record, now)
        }
        return (key, try #require(opened.paymentURL))
    }
}

extension PaymentRecord {
    /// An approval was sent and nobody knows what came of it.
    fileprivate mutating func loseAnswer(at now: Timestamp) throws {
        let claim = try approve(at: now)
        _ = try verifyFailed(ProviderError(.unknown, "no answer"), claim, at: now)
    }
}
