import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeFaultTests {
    @Test(arguments: [Disturbance.timeoutAfterCommit, .truncated, .misencoded, .timeoutBeforeCommit])
    func aCaptureWithoutAnAnswerIsFoundOutByTheNextLook(disturbance: Disturbance) async throws {
        var visit = try await StripeVisit { $0.isToldByReturn = true }
        let evidence = try await visit.evidence(.pays)
        let known = try await visit.verify(evidence)
        #expect(known.status == .pending(.capture))
        let (payment, approval) = (visit.payment, visit.bench.operation())
        let line = Interlude(visit.bench.line, disturbance)
        let provider = try Stripe(account: visit.bench.account, services: visit.bench.services(line))
        let error = await #expect(throws: ProviderError.self) {
            try await provider.verify(evidence, of: payment, approval: approval)
        }
        #expect(error?.code == .unknown)
        let snapshot = try await visit.bench.provider.verify(evidence, of: payment, approval: approval)
        #expect(snapshot.status == .paid)
        #expect(await visit.books().charges == 1)
    }

    /// Somebody else may have taken the money before; only the look tells.
    @Test(arguments: [Disturbance.timeoutBeforeCommit, .serverErrors, .truncated, .unreachable])
    func aRefusedCaptureThatCannotBeLookedUpIsUnknown(disturbance: Disturbance) async throws {
        let visit = try await StripeVisit { $0.isToldByReturn = true }
        let evidence = try await visit.evidence(.pays)
        let (line, fake) = (visit.bench.line, visit.fake)
        let interlude = Interlude(line) {
            fake.failNext(400, type: "invalid_request_error", code: "payment_intent_unexpected_state")
            line.disturb(disturbance, passing: 1)
        }
        let provider = try Stripe(account: visit.bench.account, services: visit.bench.services(interlude))
        let error = await #expect(throws: ProviderError.self) {
            try await provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .unknown)
    }

    @Test func aRefundThatWasMadeBeforeAndCannotBeLookedUpIsUnknown() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        visit.fake.failNext(400, type: "invalid_request_error", code: "charge_already_refunded")
        visit.bench.line.disturb(.unreachable, passing: 1)
        let paid = visit
        let error = await #expect(throws: ProviderError.self) { try await paid.refund(1000, of: 3000) }
        #expect(error?.code == .unknown)
    }

    @Test(arguments: [
        (400, "invalid_request_error", ProviderError.Code.invalidRequest),
        (401, "invalid_request_error", .configuration),
        (403, "invalid_request_error", .configuration), (404, "invalid_request_error", .invalidRequest),
        (409, "idempotency_error", .unknown), (400, "idempotency_error", .conflict),
        (429, "rate_limit_error", .temporary), (500, "api_error", .unknown), (503, "api_error", .unknown),
    ])
    func eachErrorOfACheckoutHasItsClass(status: Int, type: String, expected: ProviderError.Code) async throws {
        let visit = try await StripeVisit()
        visit.fake.failNext(status, type: type, code: "some_code")
        let order = visit.bench.order(FakeStripe.amount)
        let error = await #expect(throws: ProviderError.self) { try await visit.bench.provider.checkout(order) }
        #expect(error?.code == expected)
        #expect(error?.providerCode == "some_code")
    }

    @Test(arguments: [(402, "card_error"), (400, "invalid_request_error"), (404, "invalid_request_error")])
    func aRefusedRefundIsAnOutcome(status: Int, type: String) async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        visit.fake.failNext(status, type: type, code: "no_refund")
        guard case .refused("no_refund", _) = try await visit.refund(1000, of: 3000) else {
            Issue.record("Stripe said no")
            return
        }
    }

    @Test(arguments: [Lie.wrongAmount, .wrongCurrency])
    func anotherAmountIsReportedAsItIsTold(lie: Lie) async throws {
        var visit = try await StripeVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.fake.tell(lie))
        let snapshot = try await visit.verify(evidence)
        #expect(snapshot.paid == (lie == .wrongAmount ? Money(3001, .jpy) : Money(3000, .usd)))
    }

    @Test(arguments: [Lie.wrongAmount, .wrongCurrency])
    func anotherAmountIsNeverCaptured(lie: Lie) async throws {
        let visit = try await StripeVisit { $0.isToldByReturn = true }
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.fake.tell(lie))
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .conflict)
        #expect(await visit.books() == FakeBooks())
    }

    @Test func anotherOrdersSessionIsNotBelieved() async throws {
        let visit = try await StripeVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.fake.tell(.otherOrder))
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: nil)
        }
        #expect(error?.code == .conflict)
    }

    @Test func aStatusNobodyKnowsIsNotGuessed() async throws {
        var visit = try await StripeVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.fake.tell(.unknownStatus))
        #expect(try await visit.verify(evidence).status == .unknown("on_the_moon"))
    }

    /// The gateway hands the address to Cafe24, which sends the buyer there.
    @Test(arguments: [
        ("https://checkout.stripe.com/c/pay/", true), ("https://pay.shop.example/c/", true),
        ("http://127.0.0.1:9000/pay/", true), ("http://127.0.0.1:9000@evil.example/", false),
        ("http://127.0.0.1:90001/", false), ("http://checkout.stripe.com/c/pay/", false),
        ("javascript:alert(1)//", false), ("data:text/html,", false), ("//checkout.stripe.com/", false),
        ("https:///c/pay/", false), ("https://stripe.com@evil.example/", false), ("https://x/\r\nset-cookie:a", false),
        ("", false),
    ])
    func buyersAreSentToPagesThatAreSafeOnly(place: String, isTaken: Bool) async throws {
        let visit = try await StripeVisit()
        visit.fake.movePages(to: place)
        let account = FakeStripe.account(settings: ["baseURL": .string("http://127.0.0.1:9000")])
        let provider = try Stripe(account: account, services: visit.bench.services(visit.bench.line))
        let session = try? await provider.checkout(visit.bench.order(FakeStripe.amount))
        #expect((session != nil) == isTaken)
    }

    @Test func anHTTPPageIsForTestsWithAStandInOnly() async throws {
        let visit = try await StripeVisit()
        visit.fake.movePages(to: "http://127.0.0.1:9000/pay/")
        let order = visit.bench.order(FakeStripe.amount)
        let error = await #expect(throws: ProviderError.self) { try await visit.bench.provider.checkout(order) }
        #expect(error?.code == .unknown)
    }

    @Test func aKeyOfTheOtherEnvironmentIsRefused() async throws {
        let visit = try await StripeVisit()
        for (environment, key) in [(ProviderEnvironment.live, "sk_test_1"), (.test, "sk_live_1"), (.test, "pk_test_1")]
        {
            let fields = ["secretKey": [Secret(key)], "webhookSecret": [Secret("whsec_1")]]
            let account = ProviderAccount(instance: "s", reference: "r", environment: environment, fields: fields)
            let error = #expect(throws: ProviderError.self) {
                try Stripe(account: account, services: visit.bench.services(visit.bench.line))
            }
            #expect(error?.code == .configuration)
            #expect(!String(reflecting: error).contains(key))
        }
    }

    @Test func neitherLogsNorErrorsHoldACredential() async throws {
        let visit = try await StripeVisit()
        visit.fake.failNext(401, type: "invalid_request_error", code: "api_key_expired")
        let order = visit.bench.order(FakeStripe.amount)
        let error = await #expect(throws: ProviderError.self) { try await visit.bench.provider.checkout(order) }
        let text = visit.bench.log.text + String(reflecting: error)
        #expect(!text.contains("sk_test_51FakeStripeKey") && !text.contains("whsec_"))
    }
}
