import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

/// Whoever calls the gateway in a test: Cafe24 by the sandbox's own client, buyers and operators by plain requests.
struct Visitor: Sendable {
    let front: any TestClientProtocol
    let back: any TestClientProtocol

    /// Cafe24's servers, which sign by themselves.
    func cafe24(
        serviceKey: String = ConfigurationText.serviceKey,
        headers: HTTPFields = [:],
        path: String = ""
    ) -> SandboxClient {
        SandboxClient(gatewayURL: "", serviceKey: serviceKey) { [front] call in
            var headers = headers
            headers[.contentType] = call.contentType
            let response = try await front.execute(
                uri: call.url + path,
                method: .post,
                headers: headers,
                body: ByteBuffer(string: call.body)
            )
            return SandboxClient.Reply(
                status: response.status.code,
                location: response.location,
                body: response.text
            )
        }
    }

    /// A page of the public listener; an absolute address is taken without its origin.
    func get(_ address: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await front.execute(uri: Self.local(address), method: .get, headers: headers)
    }

    func post(_ address: String, form: String = "", headers: HTTPFields = [:]) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/x-www-form-urlencoded"
        return try await front.execute(
            uri: Self.local(address),
            method: .post,
            headers: headers,
            body: ByteBuffer(string: form)
        )
    }

    static func local(_ address: String) -> String {
        address.hasPrefix("http://127.0.0.1:8080") ? String(address.dropFirst("http://127.0.0.1:8080".count)) : address
    }
}

/// A buyer at the mock's payment page.
extension Visitor {
    /// Chooses a button; the answer is where the browser goes next.
    func choose(_ outcome: String, at paymentURL: String?) async throws -> TestResponse {
        try await post(try #require(paymentURL), form: "outcome=\(outcome)")
    }

    /// Chooses a button and returns to the shop.
    func pay(_ outcome: String = "approve", at paymentURL: String?) async throws -> ReturnRedirect {
        let answer = try await choose(outcome, at: paymentURL)
        return try await comeBack(try #require(answer.location))
    }

    /// Opens a return address of the gateway and reads where it sends the browser.
    func comeBack(_ address: String) async throws -> ReturnRedirect {
        let answer = try await get(address)
        #expect(answer.status == .seeOther)
        return ReturnRedirect.parse(try #require(answer.location))
    }
}

/// An operator of the mock.
extension Visitor {
    func fault(_ verb: String, _ fault: String, count: Int = 1, delay: Int = 0) async throws {
        let order = #"{"verb":"\#(verb)","fault":"\#(fault)","count":\#(count),"delay_ms":\#(delay)}"#
        let answer = try await back.execute(
            uri: "/providers/mock/faults",
            method: .post,
            headers: [.contentType: "application/json"],
            body: ByteBuffer(string: order)
        )
        #expect(answer.status == .ok)
    }

    func mend(_ verb: String) async throws { try await fault(verb, "hang", count: 0) }

    func ledger() async throws -> [LedgerRow] {
        let answer = try await back.execute(uri: "/providers/mock/ledger", method: .get)
        return try LedgerRow.rows(Array(answer.body.readableBytesView))
    }

    func ledger(_ key: String?) async throws -> LedgerRow {
        try #require(try await ledger().first { $0.reference == key })
    }
}

extension TestResponse {
    /// Where a redirect leads.
    var location: String? { headers[.location] }
    var text: String { String(buffer: body) }
}
