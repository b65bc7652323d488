import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Gateway

/// The end of a connection that its server decides about, on a clock that the test moves.
struct ConnectionMannersTests {
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel()
        let manners = ConnectionManners(longestBody: 100, patience: .seconds(10))
        try channel.pipeline.syncOperations.addHandler(manners)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
    }

    @Test(arguments: [
        ([("Content-Length", "100")], true),
        ([("Content-Length", "101")], false),
        ([("Content-Length", "0")], false),
        ([("Transfer-Encoding", "chunked")], true),
        ([], false),
    ])
    func aBodyIsAskedForUnlessItIsTooLarge(headers: [(String, String)], isAskedFor: Bool) throws {
        try come(.http1_1, headers + [("Expect", "100-Continue")])
        #expect(try statuses() == (isAskedFor ? [100] : []))
        try answer(.ok)
        #expect(try statuses() == [200])
    }

    @Test func whoExpectsNothingIsToldNothing() throws {
        try come(.http1_1, [("Content-Length", "5")])
        #expect(try statuses() == [])
    }

    @Test func aClientOfOldKnowsNothingOfExpectations() throws {
        try come(.http1_0, [("Content-Length", "5"), ("Expect", "100-continue")])
        #expect(try statuses() == [])
    }

    @Test func aBodyIsNotAskedForAmidAnEarlierAnswer() throws {
        try come(.http1_1)
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        try come(.http1_1, [("Content-Length", "5"), ("Expect", "100-continue")])
        #expect(try statuses() == [])
        try answer(.notFound)
        #expect(try statuses() == [404, 100])
    }

    @Test func whatAnEarlyAnswerLeftUnreadHasItsTime() throws {
        try come(.http1_1, [("Content-Length", "90")])
        try answer(.notFound)
        for _ in 0..<9 {
            try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(string: "x")))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            #expect(channel.isActive)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func aBodyThatEndsInTimeLeavesTheConnectionOpen() throws {
        try come(.http1_1, [("Content-Length", "1")])
        try answer(.notFound)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        _ = try channel.finish()
    }

    @Test(arguments: [
        (HTTPVersion.http1_0, [], false),
        (.http1_0, [("Connection", "keep-alive")], true),
        (.http1_1, [], true),
        (.http1_1, [("Connection", "Close")], false),
    ])
    func aConnectionStaysOpenForWhoWantsMore(
        version: HTTPVersion,
        headers: [(String, String)],
        staysOpen: Bool
    ) throws {
        try come(version, headers)
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        try answer(.ok)
        #expect(channel.isActive == staysOpen)
        #expect(try heads().map { $0.headers["connection"] } == [staysOpen ? [] : ["close"]])
    }

    @Test func theLastAnswerIsGivenBeforeTheRestOfItsRequestIsRead() throws {
        try come(.http1_0, [("Content-Length", "1")])
        try answer(.notFound)
        #expect(channel.isActive)
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        #expect(!channel.isActive)
    }

    private func come(_ version: HTTPVersion, _ headers: [(String, String)] = []) throws {
        let head = HTTPRequestHead(version: version, method: .POST, uri: "/", headers: HTTPHeaders(headers))
        try channel.writeInbound(HTTPServerRequestPart.head(head))
    }

    private func answer(_ status: HTTPResponseStatus) throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: status)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    private func statuses() throws -> [UInt] { try heads().map(\.status.code) }

    /// Those that were written since the last look.
    private func heads() throws -> [HTTPResponseHead] {
        var heads: [HTTPResponseHead] = []
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            if case .head(let head) = part { heads.append(head) }
        }
        return heads
    }
}
