import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import NIOCore
import ProviderKit
import Testing

@testable import Gateway

/// A1: what is taken, and in which forms.
struct CheckoutRequestTests {
    @Test(arguments: SandboxClient.Encoding.allCases)
    func everyBodyFormOpensAPayment(encoding: SandboxClient.Encoding) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.cafe24().openCheckout(.sample(), as: encoding)
            #expect(answer.httpStatus == 200)
            #expect(answer.resultCode == "0000")
            #expect(answer.paymentURL?.hasPrefix("http://127.0.0.1:8080/providers/mock/pay/") == true)
            #expect(answer.paymentKey?.utf8.count == 32)
        }
    }

    @Test func anAmountThatIsANumberIsSignedAsItIsWritten() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.sample(
                amount: "3065.00",
                currency: "PHP",
                partner: "demomall:2:mock",
                shop: "2"
            )
            checkout.amountIsNumber = true
            let answer = try await visitor.cafe24().openCheckout(checkout)
            #expect(answer.resultCode == "0000")
            let payment = try await fixture.payment(answer.paymentKey)
            #expect(payment.amountText == "3065.00")
            #expect(payment.amount.minorUnits == 306_500)
        }
    }

    @Test func valuesAreTrimmedAndUnknownFieldsDoNotMatter() async throws {
        try await GatewayFixture().serving { visitor in
            var fields = Self.fields(signedWith: visitor.cafe24().hashes)
            for name in ["amount", "currency", "order_id", "partner_id", "hash_data", "return_url"] {
                fields[name] = " \(fields[name] ?? "")\n"
            }
            fields["device"] = "mobile"
            let reply = try await visitor.cafe24().send(Self.members(fields), to: Self.path)
            #expect(reply.status == 200)
        }
    }

    /// `+` in base64 becomes a space where a form is not escaped.
    @Test func aHashWithSpacesForPlusesIsTaken() async throws {
        try await GatewayFixture().serving { visitor in
            let hashes = visitor.cafe24().hashes
            let number = try #require(
                (1...200).map { "order-\($0)" }.first {
                    Self.fields(order: $0, signedWith: hashes)["hash_data"]?.contains("+") == true
                }
            )
            var fields = Self.fields(order: number, signedWith: hashes)
            fields["hash_data"] = fields["hash_data"].map { String($0.map { $0 == "+" ? " " : $0 }) }
            let reply = try await visitor.cafe24().send(Self.members(fields), to: Self.path)
            #expect(reply.status == 200)
        }
    }

    @Test func oneSlashBehindThePathDoesNotMatter() async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.cafe24(path: "/").openCheckout(.sample())
            #expect(answer.resultCode == "0000")
        }
    }

    @Test func anyServiceKeyVerifies() async throws {
        try await GatewayFixture().serving { visitor in
            let older = visitor.cafe24(serviceKey: ConfigurationText.olderServiceKey)
            let answer = try await older.openCheckout(.sample())
            #expect(answer.resultCode == "0000")
        }
    }

    @Test func anUnknownPartnerIDIsSplitOnItsFirstTwoColons() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let answer = try await visitor.cafe24().openCheckout(.sample(partner: "demomall:1:registered:long:ago"))
            #expect(try await fixture.payment(answer.paymentKey).partnerID == "demomall:1:registered:long:ago")
        }
    }

    @Test func aBodyOverAQuarterMebibyteIsRefused() async throws {
        try await GatewayFixture().serving { visitor in
            var checkout = SandboxClient.Checkout.sample()
            checkout.more = [.init(name: "padding", value: .string(String(repeating: "x", count: 256 * 1024)))]
            let answer = try await visitor.cafe24().openCheckout(checkout)
            #expect(answer.httpStatus == 413)
            #expect(answer.resultCode == "9999")
            #expect(answer.paymentURL == "")
        }
    }

    static let path = "/api/synchronous-checkout/checkout"

    static func fields(order: String = "20261122-0000001", signedWith hashes: Cafe24Hashes) -> [String: String] {
        let partner = "demomall:1:mock"
        return [
            "hash_data": hashes.checkout(amount: "12000", currency: "KRW", orderID: order, partnerID: partner),
            "amount": "12000", "currency": "KRW", "order_id": order, "partner_id": partner, "shop_no": "1",
            "return_url": "https://demomall.cafe24shop.com/return.php",
        ]
    }

    static func members(_ fields: [String: String]) -> [SandboxJSON.Member] {
        fields.map { SandboxJSON.Member(name: $0.key, value: .string($0.value)) }
    }
}
