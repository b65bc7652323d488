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
        return Application(
            router: router(address) { try await SandboxClient.post($0, through: http) },
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

    private func router(_ address: PublicAddress, post: @escaping SandboxClient.Post) -> Router<BasicRequestContext> {
        let orders = OrderBook()
        let plan = BehaviourPlan()
        let gateway = RecordedGateway(configuration: configuration, orders: orders, post: post, logger: logger)
        let check = PaymentCheck(hashes: Cafe24Hashes(serviceKey: configuration.serviceKey))
        let purchases = Purchases(
            configuration: configuration,
            address: address,
            orders: orders,
            numbers: OrderNumbers(openedAt: Date()),
            gateway: gateway,
            check: check
        )
        let cancellations = Cancellations(address: address, orders: orders, gateway: gateway, check: check)
        let router = Router(context: BasicRequestContext.self)
        router.addRoutes(shop(orders, purchases, cancellations).endpoints)
        router.addRoutes(storefront(address, orders, purchases, post).endpoints)
        router.addRoutes(cafe24(orders, purchases, cancellations, plan).endpoints)
        router.addRoutes(BehaviourRoutes(plan: plan).endpoints)
        let tokens = TokenBook(configuration.adminTokens)
        router.addRoutes(OAuthRoutes(configuration: configuration, tokens: tokens).endpoints)
        router.addRoutes(admin(address, orders, tokens, plan).endpoints)
        return router
    }

    private func shop(_ orders: OrderBook, _ purchases: Purchases, _ cancellations: Cancellations) -> ShopRoutes {
        ShopRoutes(
            configuration: configuration,
            purchases: purchases,
            cancellations: cancellations,
            orders: orders,
            pages: pages
        )
    }

    private func storefront(
        _ address: PublicAddress,
        _ orders: OrderBook,
        _ purchases: Purchases,
        _ post: @escaping SandboxClient.Post
    ) -> StorefrontRoutes {
        let reservations = Reservations(
            configuration: configuration,
            address: address,
            orders: orders,
            purchases: purchases
        )
        return StorefrontRoutes(configuration: configuration, reservations: reservations, pages: pages, post: post)
    }

    private func cafe24(
        _ orders: OrderBook,
        _ purchases: Purchases,
        _ cancellations: Cancellations,
        _ plan: BehaviourPlan
    ) -> Cafe24Routes {
        let notifications = Notifications(
            purchases: purchases,
            cancellations: cancellations,
            orders: orders,
            plan: plan
        )
        return Cafe24Routes(purchases: purchases, orders: orders, notifications: notifications)
    }

    private func admin(
        _ address: PublicAddress,
        _ orders: OrderBook,
        _ tokens: TokenBook,
        _ plan: BehaviourPlan
    ) -> AdminRoutes {
        AdminRoutes(
            configuration: configuration,
            address: address,
            orders: orders,
            tokens: tokens,
            installations: Installations(),
            plan: plan
        )
    }
}
