import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// Sample Pay itself.
final class FakeSamplePay: FakePG {
    static let amount = Money(12_000, .krw)
    static let secret = "sample-secret-4d1f"

    static func account(
        _ flaw: Flaw? = nil,
        approver: Approver = .gateway,
        baseURL: String? = nil
    ) -> ProviderAccount {
        var settings = flaw.map { ["flaw": SettingValue.string($0.rawValue)] } ?? [:]
        settings["approver"] = .string((flaw?.approver ?? approver).rawValue)
        settings["baseURL"] = baseURL.map { .string($0) }
        return ProviderAccount(
            instance: "sample",
            reference: "sample-merchant",
            environment: .test,
            fields: ["merchant": [Secret("merchant-1")], "secretKey": [Secret(secret)]],
            settings: settings
        )
    }

    private let clock: any ProviderClock
    private let desk = Mutex(SampleDesk())

    init(clock: any ProviderClock) {
        self.clock = clock
    }

    func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        guard request.headerFields[.authorization] == "Sample \(Self.secret)" else {
            return ProviderResponse(status: .unauthorized, body: Array(#"{"error":"WHO"}"#.utf8))
        }
        let asked = (try? JSONDecoder().decode(SampleRequest.self, from: Data(body))) ?? SampleRequest()
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headerFields[$0] }
        let steps = (request.path ?? "").split(separator: "/").map(String.init)
        let (status, answer) = desk.withLock { desk in
            desk.answer(request.method == .post, steps, asked, key: key, at: clock.now())
        }
        return ProviderResponse(
            status: HTTPResponse.Status(code: status),
            body: (try? JSONEncoder().encode(answer)).map(Array.init) ?? []
        )
    }

    func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .redirect(let address) = session.action, let id = address.split(separator: "/").last else {
            throw SampleError(description: "the session leads nowhere")
        }
        guard deed != .vanishes else { return nil }
        let back = try desk.withLock { desk in try desk.buyer(deed, at: String(id)) }
        return BuyerReturn(to: back.address, adding: back.fields, by: back.door)
    }

    func deposit(of key: PaymentKey) async throws {
        try desk.withLock { desk in try desk.deposit(of: key.text) }
    }

    func webhooks() async -> [InboundMessage] {
        desk.withLock { desk in
            defer { desk.webhooks = [] }
            return desk.webhooks
        }.map { message($0.bytes, to: $0.address, signedWith: Self.secret) }
    }

    func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let body = #"{"event":"forged","order":"\#(key.text)","status":"paid"}"#
        let address = "https://pay.example/webhook?key=\(key.text)"
        return [message(Array(body.utf8), to: address, signedWith: "somebody-else")]
    }

    private func message(_ body: [UInt8], to address: String, signedWith secret: String) -> InboundMessage {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let path = "/" + (parts[0].split(separator: "/", maxSplits: 2).last.map(String.init) ?? "")
        let signature = Signature.hmacSHA256(body, key: Secret(secret)).hexadecimal
        return InboundMessage(
            method: "POST",
            path: path,
            query: parts.count == 2 ? parts[1] : "",
            headers: ["content-type": "application/json", SamplePay.signatureHeader: signature],
            body: body
        )
    }

    func books(of key: PaymentKey) async -> FakeBooks { desk.withLock { $0.books(of: key.text) } }

    func tell(_ lie: Lie?) async -> Bool {
        desk.withLock { $0.lie = lie }
        return true
    }
}

struct SampleError: Error, CustomStringConvertible {
    let description: String
}
