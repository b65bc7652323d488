import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Every request of a payment's life, field by field.
struct PayPalRequestTests {
    private let bench: ConformanceBench<PayPal>

    init() throws {
        bench = try ConformanceBench(PayPal.self, account: FakePayPal.account) { FakePayPal(clock: $0) }
    }

    private func json(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    private func fields(_ call: BenchLine.Call) -> [String: String] {
        Dictionary(call.request.headerFields.map { ($0.name.canonicalName, $0.value) }) { $1 }
    }

    @Test func aTokenIsAskedForWithTheCredentialsAlone() async throws {
        _ = try await bench.provider.checkout(bench.order(FakePayPal.amount))
        let call = try #require(bench.line.calls.first)
        #expect(call.request.method == .post)
        #expect(call.request.scheme == "https")
        #expect(call.request.authority == "api-m.sandbox.paypal.com")
        #expect(call.request.path == "/v1/oauth2/token")
        #expect(call.text == "grant_type=client_credentials")
        let pair = ["clientId", "clientSecret"].compactMap { bench.account.fields[$0]?.first?.exposed }
        let credentials = Data(pair.joined(separator: ":").utf8).base64EncodedString()
        #expect(
            fields(call) == [
                "authorization": "Basic \(credentials)", "content-type": "application/x-www-form-urlencoded",
            ]
        )
    }

    @Test(arguments: [
        (true, "UNRESTRICTED", Language.korean, "ko-KR"), (false, "IMMEDIATE_PAYMENT_REQUIRED", .english, "en-US"),
        (true, "UNRESTRICTED", .japanese, "ja-JP"), (true, "UNRESTRICTED", .chinese, "zh-CN"),
    ])
    func anOrderIsOpenedWithTheseFieldsAndNoOthers(
        allowsDelayed: Bool,
        preference: String,
        language: Language,
        locale: String
    ) async throws {
        var order = bench.order(FakePayPal.amount, allowsDelayed: allowsDelayed)
        order.language = language
        let session = try await bench.provider.checkout(order)
        let call = try #require(bench.line.calls.last)
        let key = order.key.text
        #expect(call.request.method == .post)
        #expect(call.request.path == "/v2/checkout/orders")
        #expect(
            fields(call) == [
                "authorization": "Bearer A21AA-fake-1", "content-type": "application/json",
                "paypal-request-id": order.operation.text, "prefer": "return=representation",
            ]
        )
        let expected = """
            {"intent":"CAPTURE","purchase_units":[{"reference_id":"\(key)","custom_id":"\(key)","invoice_id":"\(key)",
            "amount":{"currency_code":"USD","value":"12.34"},
            "description":"초록 찻잔 \\"한 쌍\\" | Green teacups & saucers"}],
            "payment_source":{"paypal":{"experience_context":{"return_url":"\(order.urls.success)",
            "cancel_url":"\(order.urls.cancel)","locale":"\(locale)","user_action":"PAY_NOW",
            "shipping_preference":"NO_SHIPPING","payment_method_preference":"\(preference)"}}}}
            """
        #expect(try json(call.text) == json(expected))
        #expect(session.amount == FakePayPal.amount)
        #expect(session.references.count == 1)
        #expect(
            session.action == .redirect("https://www.sandbox.paypal.com/checkoutnow?token=\(session.references[0])")
        )
    }

    @Test func anApprovedOrderIsLookedAtAndCapturedWithAnEmptyBody() async throws {
        let order = bench.order(FakePayPal.amount)
        let session = try await bench.provider.checkout(order)
        let back = try #require(try await bench.fake.buyer(.pays, at: session, of: order))
        let approval = bench.operation()
        let evidence = Evidence.returned(back.message, via: back.door)
        _ = try await bench.provider.verify(evidence, of: bench.reference(order, session), approval: approval)
        let calls = bench.line.calls.suffix(2)
        let paths = calls.map { "\($0.request.method) \($0.request.path ?? "")" }
        let path = "/v2/checkout/orders/\(session.references[0])"
        #expect(paths == ["GET \(path)", "POST \(path)/capture"])
        #expect(calls.first.map { fields($0) } == ["authorization": "Bearer A21AA-fake-1"])
        let capture = try #require(calls.last)
        #expect(capture.text == "{}")
        #expect(
            fields(capture) == [
                "authorization": "Bearer A21AA-fake-1", "content-type": "application/json",
                "paypal-request-id": approval.text, "prefer": "return=representation",
            ]
        )
    }

    @Test func aRefundNamesItsAmountAndItsOperation() async throws {
        let payment = ScriptedPayment(capture: "C1")
        let script = PayPalScript().answer(
            ScriptedPayment.refunding,
            201,
            ScriptedPayment.refund("COMPLETED", "2.34", payment.operation.text)
        )
        _ = try await PayPal.scripted(script).cancel(payment.refunding(234), of: payment.reference())
        let call = try #require(script.calls.last)
        #expect(call.line == ScriptedPayment.refunding)
        #expect(
            Dictionary(call.fields.map { ($0.name.canonicalName, $0.value) }) { $1 } == [
                "authorization": "Bearer T1", "content-type": "application/json",
                "paypal-request-id": payment.operation.text, "prefer": "return=representation",
            ]
        )
        let expected = """
            {"amount":{"currency_code":"USD","value":"2.34"},"custom_id":"\(payment.operation.text)",
            "note_to_payer":"cancelled by the shop"}
            """
        #expect(try json(call.body) == json(expected))
    }

    @Test func aLiveAccountIsServedByTheLiveHost() throws {
        #expect(try PayPal.scripted(PayPalScript(), environment: .live).api.line.origin.authority == "api-m.paypal.com")
    }

    @Test func aLongTitleIsCutAtAHundredAndTwentySevenCodePoints() {
        #expect(String(repeating: "가", count: 200).beginning(codePoints: 127).unicodeScalars.count == 127)
        #expect(String(repeating: "👨‍👩‍👧", count: 50).beginning(codePoints: 127).unicodeScalars.count == 125)
    }
}
