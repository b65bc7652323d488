import NIOCore
import NIOPosix

/// Where notifications may go: an address from outside must not make the gateway knock on its own network's doors
/// (contract, finding S3).
struct EgressPolicy: Sendable {
    /// Turns a host name into addresses. A parameter, so that tests can play the name server.
    let resolve: @Sendable (_ host: String, _ port: Int) async throws -> [IPAddress]

    /// Asks the system's resolver, off the event loops, because it blocks.
    static let system = EgressPolicy { host, port in
        try await NIOThreadPool.singleton.runIfActive {
            let found = try SocketAddress.makeAddressResolvingHost(host, port: port)
            return found.ipAddress.flatMap { IPAddress($0) }.map { [$0] } ?? []
        }
    }

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// The one address to connect to.
    ///
    /// - Parameters:
    ///   - origin: Where the message goes.
    ///   - admission: How the mall's configuration allows it; only an origin named to the port may be private.
    /// - Returns: An address that was checked; the connection must go there and nowhere else.
    /// - Throws: ``Refused``, or the resolver's error.
    func address(of origin: WebOrigin, _ admission: AllowedOrigins.Admission) async throws -> IPAddress {
        let addresses = try await resolve(origin.host, origin.port)
        guard let address = addresses.first else { throw Refused(description: "\(origin.host) has no address") }
        if admission == .domain, let hidden = addresses.first(where: { !$0.isPublic }) {
            throw Refused(description: "\(origin.host) leads to \(hidden), which is not on the public internet")
        }
        return address
    }
}
