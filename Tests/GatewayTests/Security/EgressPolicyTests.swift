import Foundation
import Testing

@testable import Gateway

/// Finding S3: an address from outside must not make the gateway knock on its own network's doors.
@Suite(.timeLimit(.minutes(1)))
struct EgressPolicyTests {
    static let hidden = [
        "127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "0.1.2.3", "::", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "100.64.0.1", "100.127.255.255", "169.254.169.254", "fe80::1", "fc00::1", "fd12:3456::1",
        "224.0.0.1", "239.255.255.255", "ff02::1", "255.255.255.255", "240.0.0.1", "192.0.0.1", "192.0.2.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",
        "2002:7f00:1::1", "2002:a00:1::1", "2001::1", "fec0::1", "100::1",
    ]
    static let open = [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "198.20.0.1",
        "223.255.255.254", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "2002:808:808::1",
    ]

    @Test(arguments: hidden)
    func aDomainMayNotLeadInside(text: String) async throws {
        let address = try #require(IPAddress(text))
        #expect(!address.isPublic)
        await #expect(throws: EgressPolicy.Refused.self) { try await self.address([text], .domain) }
        // One good address beside it does not help: the next look-up may give the other.
        await #expect(throws: EgressPolicy.Refused.self) { try await self.address(["8.8.8.8", text], .domain) }
        await #expect(throws: EgressPolicy.Refused.self) { try await self.address([text, "8.8.8.8"], .domain) }
    }

    @Test(arguments: open)
    func aDomainMayLeadOutside(text: String) async throws {
        #expect(try await address([text], .domain) == IPAddress(text))
    }

    @Test(arguments: ["127.0.0.1", "::1", "10.0.0.1"])
    func anOriginNamedToThePortMayBeInside(text: String) async throws {
        #expect(try await address([text], .origin) == IPAddress(text))
    }

    @Test(arguments: [AllowedOrigins.Admission.domain, .origin])
    func aHostWithoutAnAddressIsRefused(admission: AllowedOrigins.Admission) async throws {
        await #expect(throws: EgressPolicy.Refused.self) { try await self.address([], admission) }
    }

    /// The name means nothing by then: what was checked is what is called.
    @Test func theConnectionGoesToTheAddressThatWasChecked() async throws {
        let mall = FakeMall()
        try await mall.serving { origin in
            let port = try #require(origin.split(separator: ":").last)
            let url = try OutsideURL("http://no-such-host.invalid:\(port)/noty")
            let loopback = try #require(IPAddress("127.0.0.1"))
            let post = MallPost(egress: EgressPolicy { _, _ in [loopback] })
            #expect(await post.send([], "application/json", to: url, .domain)?.contains("127.0.0.1") == true)
            #expect(mall.messages.isEmpty)
            #expect(await post.send([], "application/json", to: url, .origin) == nil)
            #expect(mall.messages.count == 1)
        }
    }

    /// Each blocks its thread for as long as the name server keeps silent.
    @Test func aLookUpThatHangsHoldsUpNoOther() async throws {
        let silence = DispatchSemaphore(value: 0)
        let (arrivals, arrive) = AsyncStream.makeStream(of: Void.self)
        let found = try #require(IPAddress("8.8.8.8"))
        let names = EgressPolicy.blocking { host, _ in
            guard host == "silent.example" else { return [found] }
            arrive.yield()
            silence.wait()
            return []
        }
        try await withThrowingTaskGroup { group in
            for _ in 0..<40 { group.addTask { _ = try await names.resolve("silent.example", 443) } }
            var all = arrivals.makeAsyncIterator()
            for _ in 0..<40 { await all.next() }
            #expect(try await names.resolve("shop.example", 443) == [found])
            for _ in 0..<40 { silence.signal() }
            try await group.waitForAll()
        }
    }

    @Test(arguments: ["http://127.0.0.1:9000", "http://[::1]:9000", "https://8.8.8.8"])
    func anAddressIsNotLookedUp(text: String) async throws {
        let origin = try #require(WebOrigin(text))
        let names = EgressPolicy { _, _ in throw Unexpected() }
        #expect(try await names.address(of: origin, .origin) == IPAddress(origin.bareHost))
    }

    private func address(_ texts: [String], _ admission: AllowedOrigins.Admission) async throws -> IPAddress {
        let addresses = texts.compactMap { IPAddress($0) }
        let origin = try #require(WebOrigin("https://shop.example"))
        return try await EgressPolicy { _, _ in addresses }.address(of: origin, admission)
    }
}
