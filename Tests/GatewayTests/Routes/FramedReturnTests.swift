import Cafe24Sandbox
import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Some PGs bring the buyer's return into a frame of their own, over a page of the gateway.
@Suite(.timeLimit(.minutes(1)))
struct FramedReturnTests {
    private static let destination = HTTPField.Name.known("Sec-Fetch-Dest")

    @Test(arguments: [("iframe", true), ("frame", true), ("document", false), ("empty", false), (nil, false)])
    func aReturnInAFrameLeadsTheWholeWindowHome(destination: String?, isFramed: Bool) async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let address = try #require(try await visitor.choose("approve", at: opened.paymentURL).location)
            var headers: HTTPFields = [.acceptLanguage: "ko"]
            let plain = try #require(try await visitor.get(address, headers: headers).location)
            headers[Self.destination] = destination
            let answer = try await visitor.get(address, headers: headers)
            #expect(answer.status == (isFramed ? .ok : .seeOther))
            let link = #"<a id="pg-home" href="\#(plain.replacing("&", with: "&amp;"))" target="_top">쇼핑몰로 돌아가기</a>"#
            #expect(answer.text.contains(link) == isFramed)
            #expect(answer.location == (isFramed ? nil : plain))
        }
    }

    /// To the shop, to the review before there is a price, and back to a PG that wants another card.
    @Test(arguments: ["home", "review", "resume"])
    func aReturnFromTheButtonLeavesTheFrameToo(way: String) async throws {
        let bench = try ExternalBench()
        if way != "home" { try await bench.authorise() }
        try await bench.run { client in
            let address = try await Self.returnAddress(client, bench, isDeclined: way == "resume")
            let plain = try await client.get(address)
            #expect(plain.status == .seeOther)
            #expect((plain.location == Self.anotherCard) == (way == "resume"))
            #expect(plain.location.contains("/order/review?") == (way == "review"))
            for destination in ["iframe", "frame"] {
                let framed = try await client.get(address, [Self.destination: destination])
                #expect(framed.status == .ok)
                #expect(framed.text.contains(#"href="\#(plain.location.replacing("&", with: "&amp;"))" target="_top""#))
            }
        }
    }

    private static let anotherCard = "https://pg.example/another-card"

    /// Where the PG sends a buyer who has pressed the button; one of the scripted PG still has to choose a card.
    private static func returnAddress(
        _ client: any TestClientProtocol,
        _ bench: ExternalBench,
        isDeclined: Bool
    ) async throws -> String {
        guard isDeclined else {
            return try await client.form(try await client.begin().redirect, "outcome=approve").location
        }
        let begun = try await client.begin(ShopPage(items: [ShopPage.item(shop: 6)]))
        #expect(begun.isGood)
        for _ in 1...3 {
            try await bench.script().onVerify { _ throws(ProviderError) in
                PaymentSnapshot(.buyerActs(resume: anotherCard), paid: .zero(.krw))
            }
        }
        return "\(RouteTable.externalCallback)?key=\(try await bench.payment().key.text)"
    }

    @Test func onlyThePagesOwnScriptMayRun() async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let address = try #require(try await visitor.choose("leave", at: opened.paymentURL).location)
            let answer = try await visitor.get(address, headers: [Self.destination: "iframe"])
            let script = try #require(answer.text.firstMatch(of: /(?s)<script>(.+)<\/script>/)?.output.1)
            let hash = Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("script-src 'sha256-\(hash)'"))
            #expect(policy.contains("default-src 'none'; "))
            #expect(answer.headers[.referrerPolicy] == "no-referrer")
        }
    }
}
