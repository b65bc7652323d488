import Hummingbird
import ProviderKit

/// The routes of the payment button.
extension GatewayRouter {
    func declareExternalCheckout(in router: Router<GatewayContext>) throws {
        scripts.declare(in: router)
        payload.declare(in: router)
        try review.declare(in: router)
        externalCallback.declare(in: router)
    }

    private var scripts: ExternalCheckoutScripts {
        ExternalCheckoutScripts(
            inbound: inbound,
            scripts: ButtonLoader(core.configuration),
            directory: core.directory,
            providers: core.providers,
            signer: ReservationSigner(
                clientID: core.configuration.cafe24.clientID,
                keys: core.serviceKeys,
                directory: core.directory,
                clock: core.clock
            ),
            limiter: core.reservations
        )
    }

    private var payload: ExternalCheckoutPayload {
        ExternalCheckoutPayload(
            inbound: inbound,
            desk: PayloadDesk(
                directory: core.directory,
                providers: core.providers,
                clientID: core.configuration.cafe24.clientID,
                hashes: core.configuration.cafe24.payloadHashes
            ),
            service: core.externalCheckout,
            addresses: core.addresses
        )
    }

    private var review: ExternalCheckoutReview {
        get throws {
            ExternalCheckoutReview(
                inbound: inbound,
                service: core.externalCheckout,
                addresses: core.addresses,
                pages: pages,
                page: try ReviewPage()
            )
        }
    }

    private var externalCallback: ExternalCheckoutCallback {
        ExternalCheckoutCallback(
            inbound: inbound,
            service: core.externalCheckout,
            settlement: core.settlement,
            report: MallReport(
                store: core.store,
                signals: core.signals,
                undertakings: core.undertakings,
                clock: core.clock
            ),
            addresses: core.addresses,
            pages: pages,
            failurePath: core.configuration.cafe24.failurePath
        )
    }
}
