import Foundation
import NIOCore

/// Where notifications may go: an address from outside must not make the gateway knock on its own network's doors
/// (contract, finding S3).
struct EgressPolicy: Sendable {
    /// Turns a host name into addresses. A parameter, so that tests can play the name server.
    let resolve: @Sendable (_ host: String, _ port: Int) async throws -> [IPAddress]

    /// Asks the system's resolver.
    static let system = blocking { host, port in
        let found = try SocketAddress.makeAddressResolvingHost(host, port: port)
        return found.ipAddress.flatMap { IPAddress($0) }.map { [$0] } ?? []
    }

    /// Asks each time on a thread of its own. A look-up blocks for as long as a name server keeps silent, and nobody
    /// waits for the thread of another; how many there are is bounded by ``MallLoad``.
    static func blocking(
        _ lookUp: @escaping @Sendable (_ host: String, _ port: Int) throws -> [IPAddress]
    ) -> EgressPolicy {
        EgressPolicy { host, port in
            try await withCheckedThrowingContinuation { answer in
                Thread.detachNewThread { answer.resume(with: Result { try lookUp(host, port) }) }
            }
        }
    }

    /// The same, with its look-ups counted until they have really ended.
    func counted(by load: MallLoad, as mall: String) -> EgressPolicy {
        EgressPolicy { host, port in
            load.beginLookUp(mall)
            defer { load.endLookUp(mall) }
            return try await resolve(host, port)
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
        let addresses = try await addresses(of: origin)
        guard let address = addresses.first else { throw Refused(description: "\(origin.host) has no address") }
        if admission == .domain, let hidden = addresses.first(where: { !$0.isPublic }) {
            throw Refused(description: "\(origin.host) leads to \(hidden), which is not on the public internet")
        }
        return address
    }

    private func addresses(of origin: WebOrigin) async throws -> [IPAddress] {
        if let address = IPAddress(origin.bareHost) { return [address] }
        return try await resolve(origin.host, origin.port)
    }
}
