import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import ProviderKit

/// Why nobody answered, in words for an operator.
struct ConnectionTrouble: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description = Self.words(for: error)
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as IOError: words(for: error.errnoCode)
        case let error as NIOConnectionError: words(for: error)
        case let error as SocketAddressError.UnknownHost: "the host \(error.host) is not known"
        case let error as HTTPClientError: words(for: error)
        // TLS tells what it misses in the error alone: CERTIFICATE_VERIFY_FAILED, for one.
        default: TextCut.bytes("\(error)", atMost: 200, in: .utf8)
        }
    }

    /// A host of several addresses is tried at each; the first one's trouble stands for all.
    private static func words(for error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first else { return "the host \(error.host) is not known" }
        return words(for: first.error)
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "the connection timed out"
        case .remoteConnectionClosed: "the connection was closed"
        default: error.shortDescription.lowercased()
        }
    }

    private static func words(for number: CInt) -> String {
        let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
