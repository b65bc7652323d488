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
        synchronousCheckout.declare(in: router)
        asynchronousCheckout.declare(in: router)
        webhooks.declare(in: router)
        cancellations.declare(in: router)
        try declareExternalCheckout(in: router)
        try payPages.declare(in: router)
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

    var inbound: Inbound { Inbound(trustedProxies: core.configuration.server.trustedProxies, bodies: core.bodies) }

    private func modulePages(_ listener: PageListener) -> ModulePages {
        ModulePages(inbound: inbound, providers: core.providers, pages: pages, listener: listener)
    }

    private var payPages: PayPages {
        get throws {
            PayPages(
                store: core.store,
                providers: core.providers,
                addresses: core.addresses,
                clock: core.clock,
                random: core.random,
                pages: pages,
                payPage: try PayPage()
            )
        }
    }

    private var gate: SourceGate { SourceGate(allowed: core.configuration.cafe24.allowedSources) }
    private var refusalStatus: Int { core.configuration.cafe24.refusalStatus }

    private var opening: CheckoutOpening {
        CheckoutOpening(
            inbound: inbound,
            gate: gate,
            desk: CheckoutDesk(directory: core.directory, providers: core.providers, serviceKeys: core.serviceKeys),
            checkout: core.checkout,
            addresses: core.addresses,
            refusalStatus: refusalStatus
        )
    }

    private var buyerReturn: BuyerReturn {
        BuyerReturn(inbound: inbound, store: core.store, settlement: core.settlement, pages: pages)
    }

    private var synchronousCheckout: SynchronousCheckout {
        let answers = core.configuration.cafe24.statusAnswers
        return SynchronousCheckout(
            opening: opening,
            buyerReturn: buyerReturn,
            status: StatusService(
                store: core.store,
                providers: core.providers,
                keys: core.serviceKeys,
                limits: PaymentRecord.StatusLimits(times: answers.times, minutes: answers.forMinutes),
                unwritten: core.unwritten,
                clock: core.clock,
                logger: core.logger
            )
        )
    }

    private var asynchronousCheckout: AsynchronousCheckout {
        AsynchronousCheckout(opening: opening, buyerReturn: buyerReturn)
    }

    private var webhooks: Webhooks {
        Webhooks(
            inbound: inbound,
            store: core.store,
            providers: core.providers,
            inbox: core.inbox,
            rejections: core.rejections
        )
    }

    private var cancellations: Cancellations {
        Cancellations(
            inbound: inbound,
            gate: gate,
            desk: CancellationDesk(
                store: core.store,
                directory: core.directory,
                serviceKeys: core.serviceKeys,
                logger: core.logger
            ),
            confirmation: core.cancellationConfirmation,
            service: core.cancellation,
            patience: .seconds(core.configuration.cafe24.patience),
            refusalStatus: refusalStatus
        )
    }
}
