import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// What Stripe is sent, field by field, beside its API reference.
struct StripeRequestTests {
    @Test func theSessionHasWhatCheckoutTakes() async throws {
        let visit = try await StripeVisit()
        let call = try #require(visit.bench.line.calls.last)
        let key = visit.order.key.text
        #expect(call.request.authority == "api.stripe.com" && call.request.scheme == "https")
        #expect(call.request.path == "/v1/checkout/sessions")
        #expect(try headers(call) == common(key: visit.order.operation.text))
        #expect(
            fields(call) == [
                "mode=payment", "line_items[0][price_data][currency]=jpy",
                "line_items[0][price_data][unit_amount]=3000",
                "line_items[0][price_data][product_data][name]=초록 찻잔 \"한 쌍\" | Green teacups & saucers",
                "line_items[0][quantity]=1", "success_url=\(visit.order.urls.success)",
                "cancel_url=\(visit.order.urls.cancel)", "client_reference_id=\(key)", "metadata[payment_key]=\(key)",
                "payment_intent_data[metadata][payment_key]=\(key)",
                // The bench's clock, and 31 minutes.
                "expires_at=\(BenchClock.start.milliseconds / 1000 + 1860)", "locale=ko",
                "customer_email=buyer@example.com",
            ]
        )
    }

    /// While a key is rolled, both are there: the newest one asks.
    @Test func theFirstOfSeveralKeysAsks() async throws {
        let account = FakeStripe.account()
        var fields = account.fields
        fields["secretKey", default: []].append(Secret("sk_test_revoked"))
        let rolled = ProviderAccount(
            instance: account.instance,
            reference: account.reference,
            environment: account.environment,
            fields: fields
        )
        let bench = try ConformanceBench(Stripe.self, account: rolled) { FakeStripe(clock: $0) }
        _ = try await bench.provider.checkout(bench.order(FakeStripe.amount))
    }

    @Test func asTheReturnTellsAndNothingMayBeDelayed() async throws {
        let visit = try await StripeVisit {
            $0.isToldByReturn = true
            $0.allowsDelayed = false
        }
        let sent = fields(try #require(visit.bench.line.calls.last))
        #expect(sent.contains("payment_intent_data[capture_method]=manual"))
        let excluded = sent.filter { $0.hasPrefix("excluded_payment_method_types[") }
        #expect(
            excluded.contains { $0.hasSuffix("=konbini") } && excluded.contains { $0.hasSuffix("=us_bank_account") }
        )
        #expect(!excluded.contains { $0.hasSuffix("=card") })
    }

    @Test func theCaptureHasTheApprovalsKey() async throws {
        let visit = try await StripeVisit { $0.isToldByReturn = true }
        let evidence = try await visit.evidence(.pays)
        let approval = visit.bench.operation()
        let snapshot = try await visit.bench.provider.verify(evidence, of: visit.payment, approval: approval)
        let call = try #require(visit.bench.line.calls.last)
        #expect(call.request.path == "/v1/payment_intents/\(try #require(snapshot.transactionID))/capture")
        #expect(try headers(call) == common(key: approval.text))
        #expect(fields(call) == ["expand[]=latest_charge"])
    }

    @Test func theRefundNamesIntentAmountAndOperation() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        _ = try await visit.refund(1000, of: 3000, operation: operation)
        let call = try #require(visit.bench.line.calls.last)
        #expect(call.request.path == "/v1/refunds")
        #expect(try headers(call) == common(key: operation.text))
        #expect(
            fields(call) == [
                "payment_intent=\(try #require(visit.payment.intent))", "amount=1000",
                "metadata[operation]=\(operation.text)", "metadata[payment_key]=\(visit.order.key.text)",
            ]
        )
    }

    @Test func anInquiryExpandsTheIntentAndItsCharge() async throws {
        var visit = try await StripeVisit()
        try await visit.verify(.inquiry)
        let call = try #require(visit.bench.line.calls.last)
        let session = try #require(visit.payment.session)
        let query = "expand%5B%5D=payment_intent&expand%5B%5D=payment_intent.latest_charge"
        #expect(call.request.method == .get && call.body.isEmpty)
        #expect(call.request.path == "/v1/checkout/sessions/\(session)?\(query)")
        #expect(try headers(call) == common(key: nil).filter { $0.key != "Content-Type" })
    }

    private func fields(_ call: BenchLine.Call) -> [String] {
        call.text.split(separator: "&").map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
    }

    private func headers(_ call: BenchLine.Call) throws -> [String: String] {
        Dictionary(call.request.headerFields.map { ($0.name.rawName, $0.value) }) { first, _ in first }
    }

    private func common(key: String?) -> [String: String] {
        var headers = [
            "Authorization": "Bearer sk_test_51FakeStripeKey000000000000000001",
            "Stripe-Version": "2026-10-28.endive",
            "Content-Type": "application/x-www-form-urlencoded",
        ]
        headers["Idempotency-Key"] = key
        return headers
    }
}
