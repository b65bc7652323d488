import Hummingbird
import Logging
import ProviderKit

/// The routes of both listeners, each made from the same core.
struct GatewayRouter {
    let core: GatewayCore
    let pages: Pages

    init(_ core: GatewayCore) throws {
        self.core = core
        pages = try Pages()
    }

    /// For Cafe24, PGs and buyers.
    func makePublic() throws -> Router<GatewayContext> {
        let router = bare()
        try synchronousCheckout().declare(in: router)
        try declareExternalCheckout(in: router)
        modulePages(.public).declare(in: router)
        return router
    }

    /// For operators; there is no `/api` here.
    func makeOperations() -> Router<GatewayContext> {
        let router = bare()
        modulePages(.operations).declare(in: router)
        return router
    }

    private func bare() -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self)
        router.add(middleware: RequestLog())
        router.add(middleware: TroubleMiddleware(pages: pages))
        HealthRoutes(store: core.store).declare(in: router)
        return router
    }

    var inbound: Inbound { Inbound(trustedProxies: core.configuration.server.trustedProxies) }

    private func modulePages(_ listener: PageListener) -> ModulePages {
        ModulePages(inbound: inbound, providers: core.providers, pages: pages, listener: listener)
    }

    private func synchronousCheckout() throws -> SynchronousCheckout {
        let cafe24 = core.configuration.cafe24
        guard let keys = ServiceKeys(cafe24.serviceKeys) else { throw NoServiceKey() }
        let limits = PaymentRecord.StatusLimits(
            times: cafe24.statusAnswers.times,
            minutes: cafe24.statusAnswers.forMinutes
        )
        return SynchronousCheckout(
            inbound: inbound,
            gate: SourceGate(allowed: cafe24.allowedSources),
            desk: CheckoutDesk(directory: core.directory, providers: core.providers, serviceKeys: keys),
            checkout: core.checkout,
            settlement: core.settlement,
            status: StatusService(
                store: core.store,
                providers: core.providers,
                keys: keys,
                limits: limits,
                clock: core.clock
            ),
            addresses: core.addresses,
            pages: pages,
            refusalStatus: cafe24.refusalStatus
        )
    }
}

/// A configuration without a usable service key; ``ConfigurationReader`` lets none pass.
struct NoServiceKey: Error, CustomStringConvertible {
    var description: String { "cafe24.serviceKeys holds no usable key" }
}
