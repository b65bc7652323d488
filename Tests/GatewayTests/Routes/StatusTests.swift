import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A3: what Cafe24 reads after the buyer's return.
struct StatusTests {
    private static let path = "/api/synchronous-checkout/checkout/status"
    private static let names: Set = [
        "partner_id", "paymethod", "tid", "amount", "order_id", "cancel_mode", "all_cancel_tf", "part_cancel_tf",
        "escrow_tf", "currency", "payed_tf", "easy_pay", "easypay", "hash_data", "extra_data", "result_code",
        "result_message",
    ]

    @Test func aPaidPaymentIsToldToTheLetter() async throws {
        try await GatewayFixture().serving { visitor in
            let checkout = SandboxClient.Checkout.sample(
                amount: "3065.00",
                currency: "PHP",
                partner: "demomall:2:mock",
                shop: "2"
            )
            let opened = try await visitor.cafe24().openCheckout(checkout)
            _ = try await visitor.pay(at: opened.paymentURL)
            let status = try await visitor.cafe24().status(key: try #require(opened.paymentKey))
            #expect(status.httpStatus == 200)
            #expect(Self.memberNames(status) == Self.names)
            #expect(status.isSigned(with: visitor.cafe24().hashes))
            #expect(status.tid?.hasPrefix("mock_") == true)
            #expect(status.extraData == checkout.extraData)
            let expected = [
                "partner_id": "demomall:2:mock", "paymethod": "card", "amount": "3065.00", "currency": "PHP",
                "order_id": "20261122-0000001", "cancel_mode": "sync", "all_cancel_tf": "T", "part_cancel_tf": "T",
                "escrow_tf": "F", "payed_tf": "T", "easy_pay": "F", "easypay": "F", "result_code": "0000",
            ]
            for (name, value) in expected { #expect(status.fields[name] == .string(value)) }
        }
    }

    @Test(arguments: [("decline", "9999"), ("leave", "9999")])
    func anUnpaidPaymentIsToldInTheScaleOfItsAmount(outcome: String, told: String) async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(
                .sample(amount: "12000.00", partner: "demomall:1:mock")
            )
            #expect(try await visitor.pay(outcome, at: opened.paymentURL).resultCode == told)
            let status = try await visitor.cafe24().status(key: try #require(opened.paymentKey))
            #expect(Self.memberNames(status) == Self.names)
            #expect(status.resultCode == "1400")
            #expect(status.amount == "0.00")
            #expect(status.fields["payed_tf"] == "F")
            #expect(status.isSigned(with: visitor.cafe24().hashes))
        }
    }

    @Test func aVirtualAccountIsASuccessThatIsNotPaidUntilTheDeposit() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.sample()
            checkout.returnNotificationURL = "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveNoty.php"
            let opened = try await visitor.cafe24().openCheckout(checkout)
            #expect(try await visitor.pay("deposit", at: opened.paymentURL).resultCode == "0000")
            let key = try #require(opened.paymentKey)
            let waiting = try await visitor.cafe24().status(key: key)
            #expect(waiting.resultCode == "0000")
            #expect(waiting.fields["payed_tf"] == "F")
            #expect(waiting.amount == "0")
            #expect(waiting.isSigned(with: visitor.cafe24().hashes))

            let page = try #require(opened.paymentURL).split(separator: "?")
            _ = try await visitor.post("\(page[0])/deposit?\(page[1])")
            try await fixture.core.clock.sleep(for: .seconds(60))
            await fixture.core.reconciler.reconcile()
            let paid = try await visitor.cafe24().status(key: key)
            #expect(paid.fields["payed_tf"] == "T")
            #expect(paid.amount == "12000")
        }
    }

    @Test func aPaymentGivenBackIsNotPaidAnyMore() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let script = try await fixture.script()
            let console = CancellationRecord(.provider("console-1"), amount: Money(12_000, .krw), state: .done)
            script.onVerify { payment throws(ProviderError) in payment.paid(cancelling: [console]) }
            let key = try #require(opened.paymentKey)
            _ = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)")
            let status = try await visitor.cafe24().status(key: key)
            #expect(status.resultCode == "1400")
            #expect(status.amount == "0")
            #expect(status.isPaid == false)
            #expect(status.isSigned(with: visitor.cafe24().hashes))
        }
    }

    @Test func readingChangesNothing() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            _ = try await visitor.pay(at: opened.paymentURL)
            let key = try #require(opened.paymentKey)
            let first = try await visitor.cafe24().status(key: key)
            let before = try await fixture.payment(key)
            for encoding in SandboxClient.Encoding.allCases {
                #expect(try await visitor.cafe24().status(key: key, as: encoding).body == first.body)
            }
            #expect(try await visitor.get("\(Self.path)?key=\(key)").text == first.body)
            #expect(try await fixture.payment(key) == before)
            #expect(try await visitor.ledger(key).calls.verify == 1)
        }
    }

    @Test func aStatusIsToldAsOftenAndAsLongAsTheConfigurationSays() async throws {
        let often = try GatewayFixture { $0.cafe24 = #""statusAnswers": { "times": 2, "forMinutes": 0 }"# }
        #expect(try await statuses(of: often, pauses: [0, 0, 0]) == [200, 200, 403])
        let long = try GatewayFixture { $0.cafe24 = #""statusAnswers": { "times": 0, "forMinutes": 10 }"# }
        #expect(try await statuses(of: long, pauses: [0, 599, 2]) == [200, 200, 403])
    }

    private func statuses(of fixture: GatewayFixture, pauses: [Int]) async throws -> [Int] {
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            _ = try await visitor.pay(at: opened.paymentURL)
            var statuses: [Int] = []
            for pause in pauses {
                try await fixture.core.clock.sleep(for: .seconds(pause))
                statuses.append(try await visitor.cafe24().status(key: try #require(opened.paymentKey)).httpStatus)
            }
            return statuses
        }
    }

    @Test func aKeyThatNobodyWasGivenIsRefusedAsJSON() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let unknown = PaymentKey(from: SystemRandomSource()).text
            let foreign = try await asynchronousPayment(in: fixture).text
            for key in [unknown, foreign, "short", "../../etc", "two\nlines", String(repeating: "x", count: 9000)] {
                let status = try await visitor.cafe24().status(key: key)
                #expect(status.httpStatus == 404)
                #expect(Self.memberNames(status) == ["result_code", "result_message"])
                #expect(status.resultCode == "9999")
                let escaped = OutsideURL.percentEncoded(key)
                #expect(try await visitor.get("\(ReturnTests.callback)?key=\(escaped)").status != .seeOther)
            }
            #expect(try await visitor.post(Self.path).status == .badRequest)
            #expect(try await visitor.get(Self.path).status == .badRequest)
        }
    }

    private func asynchronousPayment(in fixture: GatewayFixture) async throws -> PaymentKey {
        let request = AttemptRequest(
            order: OrderID(mall: "demomall", shop: 1, number: "async"),
            flow: .asynchronous,
            partnerID: "demomall:1:mock",
            instance: "mock",
            account: "",
            amount: Money(1000, .krw),
            amountText: "1000",
            returnURL: "https://demomall.cafe24shop.com/"
        )
        let key = PaymentKey(from: SystemRandomSource())
        let now = fixture.core.clock.now()
        let payment = Payment(opening: request, key: key, expires: now + .seconds(600), at: now)
        _ = try await fixture.core.store.open(request.order, at: now) { _ in .attempt(payment, superseding: []) }
        return key
    }

    private static func memberNames(_ status: SandboxClient.StatusAnswer) -> Set<String> {
        guard case .object(let members) = status.fields else { return [] }
        return Set(members.map(\.name))
    }
}
