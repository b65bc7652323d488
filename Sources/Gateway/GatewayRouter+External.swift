import Hummingbird
import Logging
import ProviderKit

/// The routes of the payment button.
extension GatewayRouter {
    func declareExternalCheckout(in router: Router<GatewayContext>) throws {
        let cafe24 = core.configuration.cafe24
        ExternalCheckoutScripts(
            inbound: inbound,
            scripts: ButtonLoader(core.configuration),
            directory: core.directory,
            providers: core.providers,
            signer: ReservationSigner(
                clientID: cafe24.clientID,
                keys: core.serviceKeys,
                directory: core.directory,
                clock: core.clock
            ),
            limiter: core.reservations
        ).declare(in: router)
        let service = core.externalCheckout
        let desk = PayloadDesk(
            directory: core.directory,
            providers: core.providers,
            clientID: cafe24.clientID,
            hashes: cafe24.payloadHashes
        )
        ExternalCheckoutPayload(inbound: inbound, desk: desk, service: service, addresses: core.addresses)
            .declare(in: router)
        ExternalCheckoutReview(
            inbound: inbound,
            service: service,
            addresses: core.addresses,
            pages: pages,
            page: try ReviewPage()
        ).declare(in: router)
        ExternalCheckoutCallback(
            inbound: inbound,
            service: service,
            settlement: core.settlement,
            report: MallReport(
                store: core.store,
                signals: core.signals,
                undertakings: core.undertakings,
                clock: core.clock
            ),
            addresses: core.addresses,
            pages: pages,
            failurePath: cafe24.failurePath
        ).declare(in: router)
    }
}

extension GatewayCore {
    var externalCheckout: ExternalCheckoutService {
        ExternalCheckoutService(
            store: store,
            directory: directory,
            providers: providers,
            checkout: checkout,
            pricing: OrderPricing(
                store: store,
                admin: admin,
                providers: providers,
                budget: externalLimits.calculations,
                logger: logger
            ),
            limits: externalLimits,
            keys: CartKeys(key: configuration.cafe24.clientSecret),
            clock: clock
        )
    }
}
