import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// One of the gateway's two ports.
struct Listener: Service {
    private let application: any Service
    /// Where `providers.json` names the address.
    private let key: String
    private let address: ListenAddress

    /// How long a connection may stay open without a whole request. Proxies keep theirs for less or open another.
    private static let idleTimeout = TimeAmount.seconds(30)

    /// - Parameters:
    ///   - key: Where `providers.json` names the address.
    ///   - address: Where to listen.
    ///   - mostConnections: How many connections are accepted at the same time; more wait until one ends.
    ///   - responder: Who answers.
    ///   - logger: Where the listener says that it is there.
    init(
        key: String,
        address: ListenAddress,
        mostConnections: Int? = nil,
        responder: some HTTPResponder<GatewayContext>,
        logger: Logger
    ) {
        self.key = key
        self.address = address
        // The server's own chatter is for its developers; the gateway logs each request itself.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        quiet.handler = WithoutBanner(quiet.handler)
        application = Application(
            responder: responder,
            server: HTTPServerBuilder { responder in
                HTTPConnections(
                    connections: HTTP1Channel(
                        responder: responder,
                        configuration: .init(idleTimeout: Self.idleTimeout)
                    )
                )
            },
            configuration: .init(
                address: .hostname(address.host, port: address.port),
                serverName: nil,
                availableConnectionsDelegate: mostConnections.map(MaximumAvailableConnections.init)
            ),
            onServerRunning: { channel in
                let bound = channel.localAddress?.port ?? address.port
                logger.notice("listening", metadata: ["listener": "\(key)", "address": "\(address.host):\(bound)"])
            },
            logger: quiet
        )
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: ``PortTaken`` where somebody else listens there; ``AddressUnusable`` where nobody can.
    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(key: key, address: "\(address.host):\(address.port)")
        } catch let error as IOError {
            throw unusable(String(cString: strerror(error.errnoCode)))
        } catch is SocketAddressError {
            throw unusable("no such host is known")
        }
    }

    private func unusable(_ reason: String) -> AddressUnusable {
        AddressUnusable(key: key, address: "\(address.host):\(address.port)", reason: reason)
    }
}

/// Somebody else listens at an address of ours.
struct PortTaken: Error, CustomStringConvertible {
    let key: String
    let address: String

    var description: String {
        "the port is taken: \(address). Stop the other program, or choose another address in \(key)"
    }
}

/// An address that is not this machine's, or a port that this user may not have.
struct AddressUnusable: Error, CustomStringConvertible {
    let key: String
    let address: String
    let reason: String

    var description: String {
        "cannot listen at \(address): \(reason). Name an address of this machine in \(key)"
    }
}
