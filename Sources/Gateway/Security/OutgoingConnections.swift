import AsyncHTTPClient
import NIOCore

/// The gateway's HTTP client.
///
/// Its library insists on a shutdown before the last reference goes, and ends the program otherwise. So the owner of
/// this value need not remember it where starting fails half-way.
final class OutgoingConnections: Sendable {
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .forProviders)

    deinit {
        // The client lives until the callback; a second shutdown is an error that says nothing new.
        client.shutdown { _ in }
    }

    func close() async { try? await client.shutdown() }
}

extension HTTPClient.Configuration {
    /// No redirects: a PG that sends us elsewhere is a PG that we do not understand.
    static var forProviders: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(5))
        // A refused connection is an answer at once; whether to try again is for those who know what was asked.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
        return configuration
    }

    /// All malls share a PG's host, and an approval may take a bank 30 s. The library's own limit is 8, with which a
    /// slow PG would keep all but eight buyers waiting. With this many, hundreds of malls may each have one under way,
    /// and two such PGs still fit into the 1,024 files that a process may commonly have open.
    static let connectionsPerHost = 256
}
