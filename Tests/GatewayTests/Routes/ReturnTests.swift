import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A2: the buyer comes back and is sent on, whatever happened.
@Suite(.timeLimit(.minutes(1)))
struct ReturnTests {
    static let callback = "/api/synchronous-checkout/checkout/callback"

    @Test(arguments: [("approve", "0000"), ("decline", "9999"), ("leave", "9999")], [true, false])
    func eachOutcomeIsToldByGetAndByPost(told: (outcome: String, code: String), byPost: Bool) async throws {
        try await GatewayFixture().serving { visitor in
            var checkout = SandboxClient.Checkout.sample()
            checkout.returnURL += "?kept=1%2B2#end"
            let opened = try await visitor.cafe24().openCheckout(checkout)
            let way = try await visitor.choose(told.outcome, at: opened.paymentURL)
            let address = try #require(way.location)
            let answer = byPost ? try await visitor.post(address) : try await visitor.get(address)
            #expect(answer.status == .seeOther)
            let location = try #require(answer.location)
            #expect(location.hasPrefix("\(SandboxClient.Checkout.sample().returnURL)?kept=1%2B2&"))
            #expect(location.hasSuffix("#end"))
            let back = ReturnRedirect.parse(location)
            #expect(back.resultCode == told.code)
            #expect(back.key == opened.paymentKey)
            #expect(back.extraData == checkout.extraData)
        }
    }

    @Test(arguments: [
        ("ko-KR,ko;q=0.9", "결제 정보를 찾을 수 없습니다", "주소가 올바르지 않습니다"),
        ("en", "We do not know this payment", "This address is incomplete"),
        ("ja", "お支払い情報が見つかりません", "アドレスが正しくありません"),
        ("zh-CN", "找不到这笔付款", "地址不完整"),
    ])
    func aStrangerSeesAPageInItsLanguage(accepted: String, unknown: String, missing: String) async throws {
        try await GatewayFixture().serving { visitor in
            let headers: HTTPFields = [.acceptLanguage: accepted]
            let key = PaymentKey(from: SystemRandomSource()).text
            let stranger = try await visitor.get("\(Self.callback)?key=\(key)", headers: headers)
            #expect(stranger.status == .notFound)
            #expect(stranger.text.contains(unknown))
            for query in ["", "?key=", "?key=short", "?other=1"] {
                let answer = try await visitor.get(Self.callback + query, headers: headers)
                #expect(answer.status == .badRequest)
                #expect(answer.text.contains(missing))
            }
        }
    }

    @Test(arguments: [
        ("ko", "결제가 거절되었습니다", "결제가 취소되었습니다"),
        ("en", "the payment was declined", "the payment was cancelled"),
        ("ja", "お支払いは承認されませんでした", "お支払いは取り消されました"),
        ("zh", "付款被拒绝", "付款已取消"),
    ])
    func theShopIsToldWhyInTheBuyersLanguage(accepted: String, declined: String, cancelled: String) async throws {
        try await GatewayFixture().serving { visitor in
            for (outcome, words) in [("decline", declined), ("leave", cancelled)] {
                let opened = try await visitor.cafe24().openCheckout(.sample())
                let way = try #require(try await visitor.choose(outcome, at: opened.paymentURL).location)
                let answer = try await visitor.get(way, headers: [.acceptLanguage: accepted])
                #expect(ReturnRedirect.parse(try #require(answer.location)).resultMessage == words)
            }
        }
    }

    @Test func aForgedReturnApprovesNothingAndIsStillSentOn() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            _ = try await visitor.choose("approve", at: opened.paymentURL)
            let key = try #require(opened.paymentKey)
            let back = try await visitor.comeBack("\(Self.callback)?key=\(key)&session=forged&result=approved")
            #expect(back.resultCode == "9999")
            #expect(back.extraData == SandboxClient.Checkout.sample().extraData)
            #expect(try await visitor.ledger(key).paid == 0)
            #expect(try await fixture.payment(key).state == .awaitingBuyer)

            let again = try await visitor.cafe24().openCheckout(.sample())
            #expect(again.paymentKey != key)
            #expect(try await visitor.pay(at: again.paymentURL).resultCode == "0000")
        }
    }

    /// Spaces, order of members, escapes and number lexemes stay as they came.
    @Test(arguments: ProviderError.Code.all)
    func everyErrorOfAPGEndsInARedirectWithExtraDataByteForByte(code: ProviderError.Code) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let extraData = #"{ "b": 1.50, "a": "\u00e9é/\/ &=?#", "c":[ 1 , null ] }"#
            var checkout = SandboxClient.Checkout.scripted()
            checkout.extraData = .string(extraData)
            let opened = try await visitor.cafe24().openCheckout(checkout)
            let script = try await fixture.script()
            for _ in 0..<40 { script.onVerify { _ throws(ProviderError) in throw ProviderError(code, "told so") } }
            let answer = try await visitor.get("\(Self.callback)?key=\(try #require(opened.paymentKey))")
            #expect(answer.status == .seeOther)
            let location = try #require(answer.location)
            #expect(ReturnRedirect.parse(location).resultCode == "9999")
            let query = try #require(location.split(separator: "?").last)
            let fields = InboundMessage(method: "GET", path: "/", query: String(query)).form()
            #expect(fields["extra_data"] == extraData)
            #expect(try await fixture.payment(opened.paymentKey).verdict == .notPaid)
        }
    }

    @Test func anAnswerWithinTheBuyersPatienceCounts() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            try await visitor.fault("verify", "timeoutAfterCommit", count: 3)
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000")
            #expect(try await visitor.ledger(opened.paymentKey).paid == 12_000)
        }
    }

    @Test func whatIsFoundPaidAfterTheBuyerWasToldOtherwiseGoesBackOnce() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            try await visitor.fault("verify", "timeoutAfterCommit", count: 1000)
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "9999")
            try await visitor.mend("verify")
            for _ in 0..<10 {
                try await fixture.core.clock.sleep(for: .seconds(120))
                await fixture.core.reconciler.reconcile()
            }
            let row = try await visitor.ledger(opened.paymentKey)
            #expect(row.paid == 12_000)
            #expect(row.cancelled == 12_000)
            #expect(row.calls.cancel == 1)
            #expect(try await fixture.payment(opened.paymentKey).state == .cancelled)
            #expect(try await visitor.cafe24().status(key: row.reference).isPaid == false)
        }
    }

    /// Its answer binds, and it was read before: the PG is asked as often as without a shutdown.
    @Test func aShutdownTakesNoTryFromAReturnThatWasRead() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let script = try await fixture.script()
            let undertakings = fixture.core.undertakings
            script.onVerify { _ throws(ProviderError) in
                undertakings.close()
                throw ProviderError(.unknown, "no answer")
            }
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let address = "\(Self.callback)?key=\(try #require(opened.paymentKey))"
            #expect(try await visitor.comeBack(address).resultCode == "0000")
            #expect(script.approvals.count == 2)
        }
    }

    @Test func aReturnTwiceIsAnsweredAlike() async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let way = try await visitor.choose("approve", at: opened.paymentURL)
            let address = try #require(way.location)
            for _ in 0..<3 { #expect(try await visitor.comeBack(address).resultCode == "0000") }
            #expect(try await visitor.ledger(opened.paymentKey).calls.verify == 1)
        }
    }

    @Test func twoReturnsAtOnceAskOnce() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let script = try await fixture.script()
            let gate = Gate()
            script.onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let address = "\(Self.callback)?key=\(try #require(opened.paymentKey))"
            async let first = visitor.comeBack(address)
            await gate.arrival()
            async let second = visitor.comeBack(address)
            await (fixture.core.clock as? ManualClock)?.hasSleepers()
            gate.open()
            #expect(try await first.resultCode == "0000")
            #expect(try await second.resultCode == "0000")
            #expect(script.approvals.count == 1)
        }
    }
}

extension ProviderError.Code {
    static let all: [Self] = [.rejectedMessage, .invalidRequest, .configuration, .temporary, .unknown, .conflict]
}
