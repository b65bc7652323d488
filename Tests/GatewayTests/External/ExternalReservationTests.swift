import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Gateway

/// A9: the signing door that must stay closed (finding S2).
struct ExternalReservationTests {
    private static let path = "/api/external-checkout/script/hmac"

    private static func query(
        mall: String = "demomall",
        time: String,
        key: String = ExternalBench.clientID,
        member: String = "mockbuyer"
    ) -> String {
        "\(path)?mall_id=\(mall)&request_time=\(time)&client_key=\(key)&member_id=\(member)"
    }

    @Test(arguments: [("mockbuyer", "H4a"), ("CVID.4a525e5f5d", "H4b")])
    func aReservationIsSignedAsInTheContract(_ member: String, _ id: String) throws {
        let keys = try #require(ServiceKeys([Secret("svc-test-key-0001")]))
        let bench = try ExternalBench()
        let signer = ReservationSigner(
            clientID: ExternalBench.clientID,
            keys: keys,
            directory: bench.core.directory,
            clock: StepClock(Timestamp(milliseconds: 1_652_408_432_000))
        )
        let question = ReservationSigner.Question(
            mall: "demomall",
            requestTime: "1652408432",
            clientKey: ExternalBench.clientID,
            memberID: member
        )
        let digests = [
            "H4a": "PDh2KC5Pn7LDfVOphVtL9tLmwNsa5SfmeLgcbfNLMN4=",
            "H4b": "1jIkYqT4DU1XTaq0D4zfRJRa9XxgOPePuutkgQGXb8c=",
        ]
        #expect(try signer.sign(question) == digests[id])
    }

    @Test func theAnswerHoldsTheSignatureAlone() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get(Self.query(time: bench.clock.seconds))
            #expect(reply.status == .ok)
            #expect(reply.json?.members?.map(\.key) == ["hmac_key"])
            #expect(reply.json?["hmac_key"]?.string?.count == 44)
            #expect(reply.headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test(arguments: [
        ("nomall", "", ExternalBench.clientID, "m"), ("demomall", "", "", "m"), ("demomall", "", "another", "m"),
        ("demomall", "", ExternalBench.clientID, ""), ("demomall", "", ExternalBench.clientID, "a:b"),
        ("demomall", "", ExternalBench.clientID, "a%20b"), ("demomall", "", ExternalBench.clientID, "%EA%B0%80"),
        ("demomall", "", ExternalBench.clientID, String(repeating: "m", count: 65)),
        ("demomall", "1", ExternalBench.clientID, "m"), ("demomall", "17900000000", ExternalBench.clientID, "m"),
        ("demomall", "1790000000.0", ExternalBench.clientID, "m"),
        ("demomall", "0x6AB13B80", ExternalBench.clientID, "m"),
        ("demomall", "1789999699", ExternalBench.clientID, "m"),
        ("demomall", "1790000301", ExternalBench.clientID, "m"),
        ("", "", ExternalBench.clientID, "m"),
    ])
    func everythingElseIsRefused(_ mall: String, _ time: String, _ key: String, _ member: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let time = time.isEmpty ? bench.clock.seconds : time
            let reply = try await client.get(Self.query(mall: mall, time: time, key: key, member: member))
            #expect(reply.status == .badRequest)
            #expect(reply.isBad)
            #expect(reply.data?.string?.isEmpty == false)
        }
    }

    @Test(arguments: ["1789999700", "1790000300"])
    func fiveMinutesEitherWayAreFresh(_ time: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get(Self.query(time: time))
            #expect(reply.status == .ok)
        }
    }

    @Test(arguments: [
        ("https://demomall.cafe24shop.com", true), ("http://m.demomall.cafe24.com", true),
        ("https://othermall.cafe24shop.com", false), ("https://evil.example", false), ("null", false),
        ("https://demomall.cafe24shop.com:8443", false),
    ])
    func onlyTheMallsPagesMayAsk(_ origin: String, _ isAdmitted: Bool) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get(Self.query(time: bench.clock.seconds), [.origin: origin])
            #expect(reply.status == (isAdmitted ? .ok : .forbidden))
        }
    }

    @Test func onlySoManyQuestionsAMinuteAreAnswered() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<121 { statuses.append(try await client.get(Self.query(time: bench.clock.seconds)).status) }
            #expect(statuses.prefix(60).allSatisfy { $0 == .ok })
            #expect(statuses.last == .tooManyRequests)
            let refused = try await client.get(Self.query(time: bench.clock.seconds))
            #expect(refused.headers[.known("Retry-After")] == "60")
            #expect(refused.isBad)
            bench.clock.move(.seconds(60))
            let later = try await client.get(Self.query(time: bench.clock.seconds))
            #expect(later.status == .ok)
        }
    }

    @Test func sendersAreCountedApart() {
        let clock = StepClock()
        let limiter = RateLimiter(limit: 2, each: .seconds(60), clock: clock)
        #expect([limiter.admits("a"), limiter.admits("a"), limiter.admits("a")] == [true, true, false])
        #expect(limiter.admits("b"))
        #expect(limiter.admits(nil))
        #expect(limiter.admits("2001:db8::1") && limiter.admits("2001:db8:0:0:ffff::2"))
        #expect(!limiter.admits("2001:db8::3"))
        #expect(limiter.admits("2001:db8:0:1::1"))
        clock.move(.seconds(59))
        #expect(!limiter.admits("a"))
        clock.move(.seconds(1))
        #expect(limiter.admits("a"))
    }
}
