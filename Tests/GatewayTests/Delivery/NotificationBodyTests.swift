import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// B2 and B3, field for field, with hashes from the mall's own side.
@Suite(.timeLimit(.minutes(1)))
struct NotificationBodyTests {
    static let hashes = Cafe24Hashes(serviceKey: ConfigurationText.serviceKey)

    @Test func aPaymentIsToldInSixteenFields() async throws {
        let message = try await sent()
        #expect(message.contentType == "application/json; charset=utf-8")
        let hash = Self.hashes.payment(
            amount: "12000.00",
            currency: "KRW",
            orderID: "20261122-0000001",
            partnerID: "demomall:1:mock",
            tid: ""
        )
        let expected = """
            {"request_type":"payment","partner_id":"demomall:1:mock","paymethod":"etc","tid":"",\
            "amount":"12000.00","order_id":"20261122-0000001","all_cancel_tf":"T","part_cancel_tf":"T",\
            "escrow_tf":"F","currency":"KRW","payed_tf":"T","easypay":"F","hash_data":"\(hash)",\
            "result_code":"0000","result_message":"paid","extra_data":{"b": 1,  "a":"é"}}
            """
        #expect(Self.plain(message.body) == Self.plain(expected))
    }

    @Test func aCancellationIsToldInItsTwelveFields() async throws {
        let payment = Payment.sample()
        let keys = try #require(ServiceKeys([Secret(ConfigurationText.serviceKey)]))
        for (isDone, amount, code) in [(true, "5000.00", "0000"), (false, "0.00", "9999")] {
            let notification = MallNotification(
                kind: .cancellation,
                url: "https://mall.example/notify",
                amount: amount,
                isDone: isDone,
                code: code,
                message: "as it was",
                tid: "pg-order-001",
                method: nil
            )
            let body = NotificationBody(notification: notification, payment: payment, manifest: nil, keys: keys)
            let hash = Self.hashes.cancellation(
                cancelAmount: amount,
                currency: "KRW",
                orderID: payment.order.number,
                partnerID: payment.partnerID,
                tid: "pg-order-001"
            )
            let expected = """
                {"request_type":"cancelnoty","partner_id":"partner","tid":"pg-order-001",\
                "order_id":"20260901-0000029","paymethod":"etc","currency":"KRW","cancel_amount":"\(amount)",\
                "status":"\(isDone ? "P" : "F")","hash_data":"\(hash)","result_code":"\(code)",\
                "result_message":"as it was","extra_data":{"b": 1,  "a":"é"}}
                """
            let (_, bytes) = body.encoded(as: .json)
            #expect(Self.plain(String(decoding: bytes, as: UTF8.self)) == Self.plain(expected))
        }
    }

    @Test func aFormHasTheSameFieldsAndExtraDataAsText() async throws {
        let message = try await sent(encoding: "form")
        #expect(message.contentType == "application/x-www-form-urlencoded")
        let fields = InboundMessage(
            method: "POST",
            path: "/",
            headers: ["content-type": message.contentType],
            body: Array(message.body.utf8)
        ).form()
        #expect(fields.count == 16)
        #expect(fields["amount"] == "12000.00")
        #expect(fields["payed_tf"] == "T")
        #expect(fields["extra_data"] == #"{"b": 1,  "a":"é"}"#)
        #expect(fields["hash_data"]?.isEmpty == false)
    }

    private func sent(encoding: String = "json") async throws -> FakeMall.Received {
        let mall = FakeMall()
        return try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin], encoding: encoding)
            try await fixture.paid(telling: "\(origin)/noty")
            await fixture.core.courier.deliverDue()
            return try #require(mall.messages.first)
        }
    }

    /// Whether a slash is escaped is a writer's own affair.
    private static func plain(_ json: String) -> String {
        json.split(separator: #"\/"#, omittingEmptySubsequences: false).joined(separator: "/")
    }
}
