import Foundation
import ProviderKit
import Testing

@testable import Providers

/// What each kind of event says of whom it is about.
struct PayPalEventTests {
    private static let key = "abcdefghijklmnopqrstuvwxyz234567"

    private func subjects(_ type: String, _ resource: String) throws -> [Notice.Subject] {
        let body = #"{"id":"WH-1","event_type":"\#(type)","resource":\#(resource)}"#
        return try JSONDecoder().decode(PayPalEvent.self, from: Data(body.utf8)).subjects
    }

    private func key() throws -> Notice.Subject { .key(try #require(PaymentKey(Self.key))) }

    @Test(arguments: [
        "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.PENDING", "PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.DECLINED",
        "PAYMENT.CAPTURE.REVERSED", "PAYMENT.AUTHORIZATION.CREATED", "PAYMENT.AUTHORIZATION.VOIDED",
    ])
    func aCaptureNamesThePaymentByItsKey(type: String) throws {
        let links = #"[{"rel":"up","href":"https://api.paypal.com/v2/checkout/orders/O1"}]"#
        let resource = #"{"id":"C1","custom_id":"\#(Self.key)","links":\#(links)}"#
        #expect(try subjects(type, resource) == [key()])
    }

    @Test func anOrderNamesItInItsUnit() throws {
        let resource = #"{"id":"O1","purchase_units":[{"custom_id":"\#(Self.key)"}]}"#
        #expect(try subjects("CHECKOUT.ORDER.APPROVED", resource) == [key()])
        #expect(try subjects("CHECKOUT.ORDER.APPROVED", #"{"id":"O1"}"#) == [.reference("O1")])
        let reversed = #"{"order_id":"O1","payment_source":{}}"#
        #expect(try subjects("CHECKOUT.PAYMENT-APPROVAL.REVERSED", reversed) == [.reference("O1")])
    }

    @Test(arguments: ["PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED", "PAYMENT.REFUND.FAILED"])
    func aRefundIsAboutTheCaptureAboveIt(type: String) throws {
        let links = #"[{"rel":"self","href":"x"},{"rel":"up","href":"https://api.paypal.com/v2/payments/captures/C1"}]"#
        let resource = #"{"id":"R1","custom_id":"\#(Self.key)","links":\#(links)}"#
        #expect(try subjects(type, resource) == [.reference("C1")])
    }

    @Test func aCaptureOfAnotherProgramIsNamedByItsOrder() throws {
        let related = #"{"related_ids":{"order_id":"O7"}}"#
        let resource = #"{"id":"C7","custom_id":"cart 7","supplementary_data":\#(related)}"#
        #expect(try subjects("PAYMENT.CAPTURE.COMPLETED", resource) == [.reference("O7")])
        #expect(try subjects("PAYMENT.CAPTURE.COMPLETED", #"{"id":"C7"}"#) == [.reference("C7")])
    }

    @Test func aDisputeIsAboutEachOfItsCaptures() throws {
        let disputed = #"[{"seller_transaction_id":"C1"},{"seller_transaction_id":"C2"},{}]"#
        let resource = #"{"dispute_id":"PP-D-1","disputed_transactions":\#(disputed)}"#
        #expect(try subjects("CUSTOMER.DISPUTE.CREATED", resource) == [.reference("C1"), .reference("C2")])
        #expect(try subjects("CUSTOMER.DISPUTE.RESOLVED", #"{"dispute_id":"PP-D-1"}"#) == [])
    }

    @Test(arguments: ["BILLING.PLAN.CREATED", "INVOICING.INVOICE.PAID", "VAULT.PAYMENT-TOKEN.CREATED"])
    func eventsOfOtherProductsAreAboutNothingOfOurs(type: String) throws {
        #expect(try subjects(type, #"{"id":7,"links":"odd","custom_id":{}}"#) == [])
    }
}
