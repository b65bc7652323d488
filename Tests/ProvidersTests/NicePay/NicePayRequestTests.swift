import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// What NICEPAY is sent, field by field, beside the manual.
struct NicePayRequestTests {
    /// Basic authorization of the fake's keys, made by Python's base64.
    private let authorization = """
        Basic UzJfYWY0NTQzYTBiZTRkNDlhOTgxMjJlMDFlYzIwNTlhNTY6OWViODU2MDcxMDM2NDZkYTlmOWMwMmIxMjhmMmU1ZWU=
        """

    @Test func thePageHasWhatTheScriptTakes() async throws {
        let visit = try await NicePayVisit(settings: ["methods": .list([.string("card")])])
        guard case .page(let page) = visit.session.action else {
            Issue.record("no page")
            return
        }
        #expect(page.scripts == ["https://pay.nicepay.co.kr/v1/js/"])
        #expect(page.fields.isEmpty)
        let data = try #require(try JSONSerialization.jsonObject(with: Data(page.data.utf8)) as? NSDictionary)
        let expected: NSDictionary = [
            "clientId": "S2_af4543a0be4d49a98122e01ec2059a56", "method": "card", "orderId": visit.order.key.text,
            "amount": 12_000, "goodsName": "초록 찻잔 -한 쌍- - Green teacups ", "returnUrl": visit.order.urls.success,
            "buyerName": "김하나", "buyerTel": "01012345678", "buyerEmail": "buyer@example.com", "currency": "KRW",
            "returnCharSet": "utf-8",
            "page": ["cancelUrl": visit.order.urls.cancel, "choices": NSArray()] as NSDictionary,
        ]
        #expect(data == expected)
    }

    @Test func theApprovalHasAmountDateAndSignature() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        let call = try #require(visit.bench.line.calls.first { $0.request.method == .post })
        #expect(call.request.scheme == "https")
        #expect(call.request.authority == "sandbox-api.nicepay.co.kr")
        #expect(call.request.path == "/v1/payments/\(try #require(visit.payment.references.first))")
        #expect(
            call.request.headerFields == [.authorization: authorization, .contentType: "application/json"]
        )
        let body = try object(call)
        #expect(Set(body.keys) == ["amount", "ediDate", "signData"])
        #expect(body["amount"] as? Int == 12_000)
        #expect(body["ediDate"] as? String == "2026-11-22T18:00:00+0900")
    }

    @Test func theNetCancelNamesTheOrder() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.bench.line.disturb(.timeoutAfterCommit, passing: 1)
        try await visit.verify(evidence, approving: true)
        let call = try #require(visit.bench.line.calls.last)
        #expect(call.path == "/v1/payments/netcancel")
        let body = try object(call)
        #expect(Set(body.keys) == ["orderId", "ediDate", "signData"])
        #expect(body["orderId"] as? String == visit.order.key.text)
    }

    @Test func theWholeIsCancelledWithoutAnAmount() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        _ = try await visit.refund(12_000, of: 12_000, operation: operation)
        let call = try #require(visit.bench.line.calls.last)
        #expect(call.path == "/v1/payments/\(try #require(visit.payment.references.first))/cancel")
        let body = try object(call)
        #expect(Set(body.keys) == ["reason", "orderId", "ediDate", "signData"])
        #expect(body["orderId"] as? String == operation.text)
        #expect(body["reason"] as? String == "고객 요청 \(operation.text)")
    }

    @Test func aPartIsCancelledByItsAmount() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        _ = try await visit.refund(5000, of: 12_000)
        let body = try object(try #require(visit.bench.line.calls.last))
        #expect(Set(body.keys) == ["reason", "orderId", "cancelAmt", "ediDate", "signData"])
        #expect(body["cancelAmt"] as? Int == 5000)
    }

    @Test func inquiriesAreByTransactionOrByOrderAndDay() async throws {
        var visit = try await NicePayVisit()
        try await visit.verify(.inquiry)
        try await visit.settle(.pays)
        try await visit.verify(.inquiry)
        let gets = visit.bench.line.calls.filter { $0.request.method == .get }
        let tid = try #require(visit.payment.references.first)
        let find = "/v1/payments/find/\(visit.order.key.text)?orderDate=20261122"
        // The second look precedes the approval.
        #expect(gets.map(\.request.path) == [find, "/v1/payments/\(tid)", "/v1/payments/\(tid)"])
        #expect(gets.allSatisfy { $0.body.isEmpty && $0.request.headerFields == [.authorization: authorization] })
    }

    private func object(_ call: BenchLine.Call) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(call.body)) as? [String: Any])
    }
}
