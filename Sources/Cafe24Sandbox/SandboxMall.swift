import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A mall that plays Cafe24's part towards a payment gateway, and a small shop to click through.
///
/// Runs until its service group is asked to stop, and then answers what has begun.
public struct SandboxMall: Service, CustomStringConvertible {
    private let configuration: SandboxConfiguration
    private let pages: Pages
    private let logger: Logger
    private let onServerRunning: @Sendable (Int) async -> Void

    /// Prepares the mall; nothing listens before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: What the mall knows about itself and the gateway.
    ///   - logger: Where it tells what happens.
    ///   - onServerRunning: Called with the bound port once the mall listens.
    /// - Throws: When a template of the shop is broken.
    public init(
        configuration: SandboxConfiguration,
        logger: Logger,
        onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        self.onServerRunning = onServerRunning
        pages = try Pages()
    }

    public var description: String { "\(configuration)" }

    public func run() async throws {
        try await HTTPClient.withHTTPClient(configuration: SandboxClient.httpConfiguration) { http in
            try await application(http).run()
        }
    }

    private func application(_ http: HTTPClient) -> some ApplicationProtocol {
        let address = PublicAddress(configuration)
        let orders = OrderBook()
        let purchases = Purchases(
            configuration: configuration,
            address: address,
            orders: orders,
            numbers: OrderNumbers(openedAt: Date()),
            post: { try await SandboxClient.post($0, through: http) },
            logger: logger
        )
        let router = Router(context: BasicRequestContext.self)
        router.addRoutes(
            ShopRoutes(configuration: configuration, purchases: purchases, orders: orders, pages: pages).endpoints
        )
        router.addRoutes(Cafe24Routes(purchases: purchases, orders: orders).endpoints)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.listen.host, port: configuration.listen.port),
                serverName: "cafe24-sandbox"
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.listen.port
                address.serverListens(on: port)
                await onServerRunning(port)
            },
            logger: logger
        )
    }
}
