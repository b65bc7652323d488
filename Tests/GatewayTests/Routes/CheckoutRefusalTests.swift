import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Cafe24Sandbox

/// A1: what is refused, always in the three fields that Cafe24 reads.
struct CheckoutRefusalTests {
    private static let required = [
        "hash_data", "amount", "currency", "order_id", "partner_id", "shop_no", "return_url",
    ]

    @Test(arguments: required)
    func aMissingFieldIsRefusedByName(field: String) async throws {
        try await refusal {
            $0[field] = nil
        } check: {
            #expect($0.resultMessage?.contains(field) == true)
        }
    }

    @Test(arguments: required)
    func anEmptyFieldCountsAsMissing(field: String) async throws {
        try await refusal {
            $0[field] = "  "
        } check: {
            #expect($0.resultMessage?.contains(field) == true)
        }
    }

    @Test(arguments: required)
    func aFieldThatIsAnObjectIsRefused(field: String) async throws {
        try await refusal({ _ in }, more: [.init(name: field, value: ["a": "b"])], without: field)
    }

    @Test(arguments: required + ["return_noty_url", "buyer_id"])
    func aFieldThatIsTooLongIsRefused(field: String) async throws {
        try await refusal { $0[field] = String(repeating: "1", count: 2049) }
    }

    @Test(arguments: [
        ("amount", "12001"), ("amount", "12000.0"), ("currency", "USD"), ("order_id", "20261122-0000002"),
        ("partner_id", "demomall:2:mock"), ("hash_data", "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ="),
        ("hash_data", "x"),
    ])
    func aFieldThatWasTamperedWithIsRefused(field: String, value: String) async throws {
        try await refusal { $0[field] = value }
    }

    @Test(arguments: [
        "https://evil.example/", "https://demomall.cafe24shop.com.evil.example/", "https://xdemomall.cafe24shop.com/",
        #"https://evil.example\@demomall.cafe24shop.com/"#, "https://demomall.cafe24shop.com@evil.example/",
        "https://scriptmall.cafe24shop.com/", "javascript:alert(1)", "//demomall.cafe24shop.com/",
        "https://demomall.cafe24shop.com:8443/", "http://127.0.0.1:9000/", "/Pay/Recv",
    ])
    func anAddressOutsideOfTheMallIsRefused(address: String) async throws {
        try await refusal { $0["return_url"] = address }
        try await refusal { $0["return_noty_url"] = address }
    }

    @Test(arguments: [
        ("0", "KRW", "demomall:1:mock", "1"), ("12000.50", "KRW", "demomall:1:mock", "1"),
        ("-1", "KRW", "demomall:1:mock", "1"), ("1e3", "KRW", "demomall:1:mock", "1"),
        ("12000", "JPY", "demomall:1:mock", "1"), ("12000", "KRW", "demomall:9:mock", "9"),
        ("12000", "KRW", "nomall:1:mock", "1"), ("12000", "KRW", "demomall:1:mock", "2"),
        ("12000", "KRW", "demomall", "1"), ("12000", "KRW", "demomall:3:mock", "3"),
        ("99", "KRW", "scriptmall:1:scripted", "1"),
    ])
    func whatDoesNotFitTheShopIsRefused(amount: String, currency: String, partner: String, shop: String) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.cafe24().openCheckout(
                .sample(amount: amount, currency: currency, partner: partner, shop: shop)
            )
            expectRefusal(answer)
            #expect(try await visitor.ledger().isEmpty)
        }
    }

    @Test func businessRefusalsTakeTheConfiguredStatusAndFaultyRequestsDoNot() async throws {
        let fixture = try GatewayFixture { $0.cafe24 = #""refusalStatus": 200"# }
        try await fixture.serving { visitor in
            let business = try await visitor.cafe24().openCheckout(.sample(partner: "demomall:3:mock", shop: "3"))
            expectRefusal(business, status: 200)
            var forged = SandboxClient.Checkout.sample()
            forged.forgedHash = "forged"
            expectRefusal(try await visitor.cafe24().openCheckout(forged))
        }
    }

    @Test(arguments: [("decline", 400), ("serverError", 400), ("garbage", 400), ("wrongAmount", 400)])
    func aPGThatOpensNothingIsARefusal(fault: String, status: Int) async throws {
        try await GatewayFixture().serving { visitor in
            try await visitor.fault("checkout", fault)
            expectRefusal(try await visitor.cafe24().openCheckout(.sample()), status: status)
            #expect(try await visitor.cafe24().openCheckout(.sample()).resultCode == "0000")
        }
    }

    private func refusal(
        _ change: @Sendable (inout [String: String]) -> Void,
        more: [SandboxJSON.Member] = [],
        without: String? = nil,
        check: @Sendable (SandboxClient.CheckoutAnswer) -> Void = { _ in }
    ) async throws {
        try await GatewayFixture().serving { visitor in
            var fields = CheckoutRequestTests.fields(signedWith: visitor.cafe24().hashes)
            if let without { fields[without] = nil }
            change(&fields)
            let reply = try await visitor.cafe24().send(
                CheckoutRequestTests.members(fields) + more,
                to: CheckoutRequestTests.path
            )
            let answer = SandboxClient.CheckoutAnswer(httpStatus: reply.status, body: reply.body)
            expectRefusal(answer)
            check(answer)
        }
    }
}

func expectRefusal(
    _ answer: SandboxClient.CheckoutAnswer,
    status: Int = 400,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(answer.httpStatus == status, sourceLocation: sourceLocation)
    #expect(answer.resultCode == "9999", sourceLocation: sourceLocation)
    #expect(answer.paymentURL == "", sourceLocation: sourceLocation)
    #expect(answer.resultMessage?.isEmpty == false, sourceLocation: sourceLocation)
    guard case .object(let members) = answer.fields else { return }
    let names = members.map(\.name)
    #expect(names == ["result_code", "result_message", "payment_url"], sourceLocation: sourceLocation)
}
