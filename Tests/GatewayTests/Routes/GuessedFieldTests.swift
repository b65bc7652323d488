import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A1: fields that the contract only finds plausible. None of them may lose the sale.
struct GuessedFieldTests {
    static let values: [SandboxJSON] = [
        .null, "", .number("7"), .bool(true), ["a": "b"], .array(["a"]), "two\r\nlines\u{0}", "xx-not-a-language",
        .string(String(repeating: "한", count: 9000)),
    ]

    @Test(
        arguments: ["product_name", "buyer_name", "buyer_email", "buyer_phone", "language", "device", "paymethod"],
        values
    )
    func whateverAGuessedFieldHoldsThePaymentIsOpened(field: String, value: SandboxJSON) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.scripted()
            checkout.more = [.init(name: field, value: value)]
            let answer = try await visitor.cafe24().openCheckout(checkout)
            #expect(answer.resultCode == "0000")
        }
    }

    @Test func thePGIsToldWhatIsLeftOfThem() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.scripted()
            checkout.more = [
                .init(name: "product_name", value: "Mug\nblue"), .init(name: "buyer_name", value: ["first": "Kim"]),
                .init(name: "buyer_email", value: "kim"), .init(name: "language", value: "english, please"),
                .init(name: "buyer_phone", value: .string(String(repeating: "1", count: 50))),
            ]
            #expect(try await visitor.cafe24().openCheckout(checkout).resultCode == "0000")
            guard case .checkout(let order)? = try await fixture.script().calls.first else { throw Unexpected() }
            #expect(order.title == "Mug blue")
            #expect(order.buyer == Buyer(phone: String(repeating: "1", count: 40)))
            #expect(order.language == .english)
        }
    }
}
