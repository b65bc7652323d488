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
