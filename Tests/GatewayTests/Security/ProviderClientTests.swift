import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ProviderKit
import Testing

@testable import Gateway

/// The way out to a PG, over real sockets on loopback.
@Suite(.timeLimit(.minutes(1)))
struct ProviderClientTests {
    @Test(arguments: ["pg.example", "localhost.evil.example", "127.0.0.1", ""])
    func aHostThatIsNotOnTheListIsRefused(authority: String) async throws {
        let error = try await failure {
            try await $0.send(Self.request(authority, "/"), body: [], deadline: .seconds(1))
        }
        #expect(error.code == .configuration)
    }

    @Test func anAnswerComesBackWholeWhateverItsStatus() async throws {
        try await withPG { client, authority in
            let answer = try await client.send(Self.request(authority, "/500"), body: [1, 2], deadline: .seconds(10))
            #expect(answer.status == .internalServerError)
            #expect(answer.body == Array("broken".utf8))
        }
    }

    @Test func aRedirectIsAnAnswerAndNotFollowed() async throws {
        try await withPG { client, authority in
            let answer = try await client.send(Self.request(authority, "/away"), body: [], deadline: .seconds(10))
            #expect(answer.status == .found)
            #expect(answer.headers[.location] == "/500")
        }
    }

    /// Port 1 of loopback belongs to nobody; what is refused there has surely not happened.
    @Test(arguments: ["127.0.0.1:1", "localhost:1"])
    func aRefusedConnectionIsTemporary(authority: String) async throws {
        let error = try await failure(hosts: [authority]) {
            try await $0.send(Self.request(authority, "/"), body: [1], deadline: .seconds(30))
        }
        #expect(error.code == .temporary)
    }

    @Test(arguments: ["/hang", "/large", "/half"], [[], [1, 2]] as [[UInt8]])
    func anAnswerThatDoesNotComeToItsEndIsUnknown(path: String, body: [UInt8]) async throws {
        try await withPG { client, authority in
            let error = await #expect(throws: ProviderError.self) {
                try await client.send(Self.request(authority, path), body: body, deadline: .milliseconds(500))
            }
            #expect(error?.code == .unknown)
        }
    }

    /// A host that takes the connection and never says a word of TLS: the request is still in hand.
    @Test func aDeadlineThatPassesBeforeTheRequestCouldBeSentIsTemporary() async throws {
        let host = try SilentHost()
        defer { host.close() }
        let authority = "127.0.0.1:\(host.port)"
        let request = HTTPRequest(method: .post, scheme: "https", authority: authority, path: "/")
        let error = try await failure(hosts: [authority]) {
            try await $0.send(request, body: [1], deadline: .milliseconds(300))
        }
        #expect(error.code == .temporary)
    }

    /// A slow PG is no reason to keep other malls' buyers waiting.
    @Test func manyExchangesWithOneHostAreUnderWayAtOnce() async throws {
        let (gate, many) = (Gate(), 40)
        let router = Router()
        router.post("slow") { _, _ in
            await gate.pass()
            return Response(status: .ok)
        }
        try await Application(router: router).test(.live) { server in
            let authority = "localhost:\(try #require(server.port))"
            try await HTTPClient.withHTTPClient(configuration: .forProviders) { http in
                let client = ProviderClient(client: http, hosts: [authority])
                try await withThrowingTaskGroup { group in
                    for _ in 0..<many {
                        group.addTask {
                            try await client.send(Self.request(authority, "/slow"), body: [1], deadline: .seconds(30))
                        }
                    }
                    await gate.arrival(of: many)
                    gate.open()
                    for try await answer in group { #expect(answer.status == .ok) }
                }
            }
        }
    }

    /// Whoever waits for a connection that others use has sent nothing, and the PG is there.
    @Test(arguments: [[], [1]] as [[UInt8]])
    func waitingForAFreeConnectionInVainIsTemporaryAndSaysSo(body: [UInt8]) async throws {
        var configuration = HTTPClient.Configuration.forProviders
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        configuration.timeout.connect = .milliseconds(500)
        let gate = Gate()
        let router = Router()
        router.post("slow") { _, _ in
            await gate.pass()
            return Response(status: .ok)
        }
        try await Application(router: router).test(.live) { [configuration] server in
            let authority = "127.0.0.1:\(try #require(server.port))"
            try await HTTPClient.withHTTPClient(configuration: configuration) { http in
                let client = ProviderClient(client: http, hosts: [authority])
                async let first = client.send(Self.request(authority, "/slow"), body: [1], deadline: .seconds(30))
                await gate.arrival()
                let error = await #expect(throws: ProviderError.self) {
                    try await client.send(Self.request(authority, "/slow"), body: body, deadline: .seconds(30))
                }
                #expect(error?.code == .temporary)
                #expect(error?.message.contains("in use") == true)
                gate.open()
                let answer = try await first
                #expect(answer.status == .ok)
            }
        }
    }

    @Test func aBodyArrivesWhole() async throws {
        try await withPG { client, authority in
            for size in [1, 1000, 200_000] {
                let body = [UInt8](repeating: 0x61, count: size)
                let answer = try await client.send(Self.request(authority, "/size"), body: body, deadline: .seconds(10))
                #expect(answer.body == Array("\(size)".utf8))
            }
        }
    }

    private static func request(_ authority: String, _ path: String) -> HTTPRequest {
        HTTPRequest(method: .post, scheme: "http", authority: authority, path: path)
    }

    private func failure(
        hosts: Set<String> = ["localhost"],
        _ work: @Sendable (ProviderClient) async throws -> ProviderResponse
    ) async throws -> ProviderError {
        try await HTTPClient.withHTTPClient(configuration: .forProviders) { http in
            let client = ProviderClient(client: http, hosts: hosts)
            return try #require(await #expect(throws: ProviderError.self) { _ = try await work(client) })
        }
    }

    /// A PG that answers `/500`, redirects, hangs after accepting, or talks too much.
    private func withPG(_ body: @Sendable (ProviderClient, String) async throws -> Void) async throws {
        let released = Gate()
        let router = Router()
        router.post("500") { _, _ in
            Response(status: .internalServerError, body: ResponseBody(byteBuffer: ByteBuffer(string: "broken")))
        }
        router.post("away") { _, _ in Response.redirect(to: "/500", type: .found) }
        router.post("hang") { _, _ in
            await released.pass()
            return Response(status: .ok)
        }
        router.post("half") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "{"))
                    await released.pass()
                    try await writer.finish(nil)
                }
            )
        }
        router.post("size") { request, _ in
            let body = try await request.body.collect(upTo: 1024 * 1024)
            return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(body.readableBytes)")))
        }
        router.post("large") { _, _ in
            let bytes = ByteBuffer(repeating: 0x20, count: ProviderClient.longestAnswer + 1)
            return Response(status: .ok, body: ResponseBody(byteBuffer: bytes))
        }
        try await Application(router: router).test(.live) { server in
            defer { released.open() }
            let authority = "localhost:\(try #require(server.port))"
            try await HTTPClient.withHTTPClient(configuration: .forProviders) { http in
                try await body(ProviderClient(client: http, hosts: [authority]), authority)
            }
        }
    }
}
