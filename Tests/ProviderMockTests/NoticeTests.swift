import Crypto
import Foundation
import ProviderKit
import Testing

@testable import ProviderMock

/// What the gateway's side of the module believes.
struct NoticeTests {
    private static let key = "abcdefghijklmnopqrstuvwxyz234567"

    private func message(_ body: String, signedWith secret: String = "secret") -> InboundMessage {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(body.utf8),
            using: SymmetricKey(data: Data(secret.utf8))
        )
        let signature = code.map { String(format: "%02x", $0) }.joined()
        return InboundMessage(
            method: "POST",
            path: "/api/notify",
            headers: ["x-mock-signature": signature],
            body: Array(body.utf8)
        )
    }

    @Test(
        arguments: [
            (#"{"event":"payment","reference":"\#(key)","status":"paid","id":"evt_1"}"#, "evt_1"),
            (
                #"{ "id":"evt_2", "reference":"\#(key)", "event":"cancellation", "amount":5, "currency":"KRW" }"#,
                "evt_2"
            ),
            (#"{"event":"ping","id":"evt_3"}"#, nil), (#"{"event":"ping","reference":null,"id":"evt_4"}"#, nil),
            (#"{"event":"payment","reference":"another shop's order","id":"evt_5"}"#, nil),
        ] as [(String, String?)]
    )
    func anAuthenticMessageNamesItsPayment(body: String, id: String?) async throws {
        let notices = try await Shop().mock.notices(in: message(body))
        let key = try #require(PaymentKey(Self.key))
        #expect(notices == id.map { [Notice(.key(key), deduplicationKey: $0)] } ?? [])
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"event":"payment"}"#, #"{"event":"payment","id":""}"#,
        #"{"event":"payment","id":7}"#,
        #"{"event":"payment","reference":7,"id":"evt_1"}"#, #"{"event":"payment","reference":"x","id":"evt_1""#,
        #"{"event":"payment","amount":"12000","id":"evt_1"}"#, "\u{0}",
    ])
    func aMalformedMessageIsRejected(body: String) async throws {
        let shop = try Shop()
        let error = await #expect(throws: ProviderError.self) { try await shop.mock.notices(in: message(body)) }
        #expect(error?.code == .rejectedMessage)
    }

    @Test(arguments: [nil, "", "0", "zz", String(repeating: "0", count: 64)])
    func aForgedMessageIsRejected(signature: String?) async throws {
        let shop = try Shop()
        let forged = InboundMessage(
            method: "POST",
            path: "/api/notify",
            headers: signature.map { ["x-mock-signature": $0] } ?? [:],
            body: Array(#"{"event":"payment","reference":"\#(Self.key)","id":"evt_1"}"#.utf8)
        )
        let error = await #expect(throws: ProviderError.self) { try await shop.mock.notices(in: forged) }
        #expect(error?.code == .rejectedMessage)
    }

    @Test func oneChangedByteIsAForgery() async throws {
        let shop = try Shop()
        let genuine = message(#"{"event":"payment","reference":"\#(Self.key)","id":"evt_1"}"#)
        for index in genuine.body.indices {
            var body = genuine.body
            body[index] ^= 1
            let forged = InboundMessage(method: "POST", path: "/", headers: genuine.headers, body: body)
            let error = await #expect(throws: ProviderError.self) { try await shop.mock.notices(in: forged) }
            #expect(error?.code == .rejectedMessage)
        }
    }

    @Test(arguments: [("new", true), ("old", true), ("older", false), ("", false)])
    func severalKeysCountWhileTheyRotate(secret: String, isRight: Bool) async throws {
        let shop = try Shop(secretKeys: ["new", "old", ""])
        let told = message(#"{"event":"payment","reference":"\#(Self.key)","id":"evt_1"}"#, signedWith: secret)
        #expect(((try? await shop.mock.notices(in: told)) != nil) == isRight)
        #expect(MockProvider.manifest.accountFields.first { $0.name == "secretKey" }?.takesList == true)
        #expect(MockProvider.manifest.webhooks?.status == 200)
    }
}
