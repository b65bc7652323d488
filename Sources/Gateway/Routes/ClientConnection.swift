import Glibc
import NIOCore

/// The connection that a request came in by.
struct ClientConnection: Sendable {
    let channel: any Channel

    /// As `netinet/tcp.h` counts the states of a connection.
    private static let established: UInt8 = 1

    /// Whether whoever asked is still there.
    ///
    /// A client that goes away closes its direction. The server reads that as the end of its requests, and the kernel
    /// takes an answer all the same, so a write proves nothing: only the connection's own state tells (RFC 9293,
    /// CLOSE-WAIT).
    func isOpen() async -> Bool {
        // A test without sockets has nobody who could go away.
        guard let socket = channel as? any SocketOptionProvider else { return true }
        return (try? await socket.getTCPInfo().map { $0.tcpi_state == Self.established }.get()) ?? false
    }
}
