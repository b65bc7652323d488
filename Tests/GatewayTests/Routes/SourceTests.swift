import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Gateway

/// Who may call what only Cafe24 calls. Over loopback, because only a socket has a peer.
struct SourceTests {
    private static let loopback = #"["127.0.0.0/8", "::1"]"#

    @Test func withoutAListAnybodyMayCall() async throws {
        #expect(try await statuses(allowed: "[]") == [200, 400])
    }

    @Test func whoIsOnTheListMayCall() async throws {
        #expect(try await statuses(allowed: Self.loopback) == [200, 400])
    }

    @Test func whoIsNotOnTheListMayNot() async throws {
        #expect(try await statuses(allowed: #"["192.0.2.0/24"]"#) == [403, 403])
    }

    @Test func aForwardedAddressCountsOnlyFromATrustedProxy() async throws {
        let allowed = #"["192.0.2.0/24"]"#
        #expect(try await statuses(allowed: allowed, forwarded: "192.0.2.7") == [403, 403])
        let trusted = try await statuses(allowed: allowed, trusted: Self.loopback, forwarded: "192.0.2.7")
        #expect(trusted == [200, 400])
    }

    /// A caller can write anything in front; only what the trusted proxies added counts.
    @Test(arguments: [
        ("192.0.2.7, 198.51.100.1", [403, 403]), ("198.51.100.1, 192.0.2.7", [200, 400]),
        ("192.0.2.7, 127.0.0.2", [200, 400]), ("198.51.100.1, 192.0.2.7, 127.0.0.2", [200, 400]),
        ("nonsense", [403, 403]), ("192.0.2.7:4455", [200, 400]), ("[::ffff:192.0.2.7]:443", [200, 400]),
        ("192.0.2.7:4455, 127.0.0.2:80", [200, 400]), ("[2001:db8::1]:443", [403, 403]), ("[192.0.2.7", [403, 403]),
    ])
    func theLastAddressThatIsNoProxyCounts(forwarded: String, expected: [Int]) async throws {
        let allowed = #"["192.0.2.0/24"]"#
        let statuses = try await statuses(allowed: allowed, trusted: Self.loopback, forwarded: forwarded)
        #expect(statuses == expected)
    }

    /// The callback is the buyer's and open to all.
    @Test func theCallbackIsOpenToAll() async throws {
        let fixture = try GatewayFixture { $0.cafe24 = #""allowedSources": ["192.0.2.0/24"]"# }
        try await fixture.serving(.live) { visitor in
            let answer = try await visitor.get(ReturnTests.callback)
            #expect(answer.status == .badRequest)
        }
    }

    /// - Returns: The statuses of a good checkout and of a status request without a key.
    private func statuses(allowed: String, trusted: String = "[]", forwarded: String? = nil) async throws -> [Int] {
        let fixture = try GatewayFixture {
            $0.cafe24 = #""allowedSources": \#(allowed)"#
            $0.server = #""trustedProxies": \#(trusted)"#
        }
        return try await fixture.serving(.live) { visitor in
            var headers = HTTPFields()
            headers[.xForwardedFor] = forwarded
            let cafe24 = visitor.cafe24(headers: headers)
            return [
                try await cafe24.openCheckout(.sample()).httpStatus,
                try await cafe24.status(key: "").httpStatus,
            ]
        }
    }
}
