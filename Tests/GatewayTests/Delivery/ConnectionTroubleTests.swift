import AsyncHTTPClient
import Foundation
import NIOCore
import Testing

@testable import Gateway

/// Operators read these in `notifications list`.
struct ConnectionTroubleTests {
    static let troubles: [(any Error, String)] = [
        (IOError(errnoCode: ECONNREFUSED, reason: "connect"), "connection refused"),
        (IOError(errnoCode: EHOSTUNREACH, reason: "connect"), "no route to host"),
        (IOError(errnoCode: ECONNRESET, reason: "read"), "connection reset by peer"),
        (HTTPClientError.connectTimeout, "the connection timed out"),
        (HTTPClientError.remoteConnectionClosed, "the connection was closed"),
        (HTTPClientError.readTimeout, "read timeout"),
    ]

    @Test(arguments: troubles)
    func aTroubleIsToldInWords(error: any Error, words: String) {
        #expect(ConnectionTrouble(error).description == words)
    }

    /// No name server is asked about a label of more than 63 characters.
    @Test func aHostThatNobodyKnowsIsNamed() {
        let host = String(repeating: "a", count: 64) + ".example"
        let error = #expect(throws: SocketAddressError.UnknownHost.self) {
            try SocketAddress.makeAddressResolvingHost(host, port: 443)
        }
        #expect(error.map { ConnectionTrouble($0).description } == "the host \(host) is not known")
    }
}
