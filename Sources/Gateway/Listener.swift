import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// One of the gateway's two ports.
struct Listener: Service {
    private let application: any Service
    /// Where `providers.json` names the address.
    private let key: String
    private let address: ListenAddress

    init(key: String, address: ListenAddress, router: Router<GatewayContext>, logger: Logger) {
        self.key = key
        self.address = address
        // The server's own chatter is for its developers; the gateway logs each request itself.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        application = Application(
            router: router,
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: nil),
            onServerRunning: { channel in
                let bound = channel.localAddress?.port ?? address.port
                logger.notice("listening", metadata: ["listener": "\(key)", "address": "\(address.host):\(bound)"])
            },
            logger: quiet
        )
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: ``PortTaken`` where somebody else listens there.
    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(key: key, address: "\(address.host):\(address.port)")
        }
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
