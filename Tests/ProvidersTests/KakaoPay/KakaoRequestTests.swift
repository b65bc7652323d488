import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// What is sent, field by field, and nothing else.
struct KakaoRequestTests {
    @Test func theOpening() async throws {
        let visit = try await KakaoVisit(taxFree: Money(1_000, .krw))
        let call = try visit.call("ready")
        let headers = call.request.headerFields
        #expect(call.request.method == .post)
        #expect(call.request.scheme == "https")
        #expect(call.request.authority == "open-api.kakaopay.com")
        #expect(headers.count == 2)
        #expect(headers[.authorization] == "SECRET_KEY DEVFAKE0000000000000000000000000")
        #expect(headers[.contentType] == "application/json")
        let urls = visit.order.urls
        let body: NSDictionary = [
            "cid": "TC0ONETIME", "partner_order_id": visit.order.key.text, "partner_user_id": "3f9a6c0e5b7d4812",
            "item_name": visit.order.title, "quantity": 1, "total_amount": 11_000, "tax_free_amount": 1_000,
            "approval_url": urls.success, "cancel_url": urls.cancel, "fail_url": urls.failure,
        ]
        #expect(try fields(call.body) == body)
    }

    @Test func theApproval() async throws {
        let visit = try await KakaoVisit.paid()
        let tid = try #require(visit.session.references.first)
        let body: NSDictionary = [
            "cid": "TC0ONETIME", "tid": tid, "partner_order_id": visit.order.key.text,
            "partner_user_id": "3f9a6c0e5b7d4812", "pg_token": "pg" + tid.suffix(18), "total_amount": 11_000,
            "payload": visit.approval.text,
        ]
        #expect(try fields(try visit.call("approve").body) == body)
        #expect(try fields(try visit.call("order").body) == ["cid": "TC0ONETIME", "tid": tid])
    }

    @Test func theRefund() async throws {
        let visit = try await KakaoVisit.paid()
        let operation = visit.bench.operation()
        #expect(try await visit.refund(3_300, of: 11_000, operation: operation).shortWord == "done")
        let body: NSDictionary = [
            "cid": "TC0ONETIME", "tid": try #require(visit.session.references.first), "cancel_amount": 3_300,
            "cancel_tax_free_amount": 0, "cancel_vat_amount": 300, "cancel_available_amount": 11_000,
            "payload": operation.text,
        ]
        #expect(try fields(try visit.call("cancel").body) == body)
    }

    @Test func theCidsSecretStandsInEveryBody() async throws {
        let secret = "0123456789abcdefghijklmn"
        let account = ProviderAccount(
            instance: "kakao",
            reference: "r",
            environment: .test,
            fields: FakeKakaoPay.account().fields.merging(["cidSecret": [Secret(secret)]]) { $1 }
        )
        let bench = try ConformanceBench(KakaoPay.self, account: account) { FakeKakaoPay(clock: $0) }
        let order = bench.order(FakeKakaoPay.amount)
        let reference = bench.reference(order, try await bench.provider.checkout(order))
        _ = try await bench.provider.verify(.inquiry, of: reference, approval: nil)
        #expect(bench.line.calls.count == 2)
        for call in bench.line.calls { #expect(try fields(call.body)["cid_secret"] as? String == secret) }
    }

    @Test func eachDeviceHasItsAddress() async throws {
        let visit = try await KakaoVisit()
        let tid = try #require(visit.session.references.first)
        let page = "https://online-payment.kakaopay.com/mockup/bridge"
        let action = CheckoutAction.byDevice(
            desktop: .redirect("\(page)/pc/\(tid)"),
            mobile: .redirect("\(page)/mobile/\(tid)"),
            inApp: .redirect("\(page)/app/\(tid)")
        )
        #expect(visit.session.action == action)
    }

    @Test func aGuestIsNamedByTheOrderAndTitlesAreCut() async throws {
        let bench = try ConformanceBench(KakaoPay.self, account: FakeKakaoPay.account()) { FakeKakaoPay(clock: $0) }
        var order = bench.order(FakeKakaoPay.amount)
        order.userToken = nil
        order.title = String(repeating: "찻", count: 120)
        let session = try await bench.provider.checkout(order)
        let body = try fields(try #require(bench.line.calls.last).body)
        #expect(body["partner_user_id"] as? String == order.key.text)
        #expect((body["item_name"] as? String)?.count == 100)
        #expect(try session.state?.value(as: KakaoState.self).userID == order.key.text)
    }

    @Test(arguments: [Money(1_000, .usd), Money(0, .krw)])
    func whatKakaoPayDoesNotTakeIsRefusedBeforeAnybodyIsAsked(amount: Money) async throws {
        let error = await #expect(throws: ProviderError.self) { try await KakaoVisit(amount) }
        #expect(error?.code == .invalidRequest)
    }

    @Test func aNewPriceIsANewPaymentThere() async throws {
        let visit = try await KakaoVisit()
        var order = visit.order
        order.amount = Money(9_900, .krw)
        order.repricing = visit.payment
        let again = try await visit.bench.provider.checkout(order)
        #expect(again.references != visit.session.references)
        let late = try await visit.evidence(.pays)
        let reference = visit.bench.reference(order, again)
        let snapshot = try await visit.bench.provider.verify(late, of: reference, approval: visit.approval)
        guard case .declined = snapshot.status else {
            Issue.record("the return of the old price was \(snapshot.status)")
            return
        }
        #expect(await visit.books().charges == 0)
    }
}
