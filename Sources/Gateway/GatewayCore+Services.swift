import ProviderKit

/// The services, each made where it is needed: what they share is the core's.
extension GatewayCore {
    var addresses: PublicAddresses { PublicAddresses(publicURL: configuration.server.publicURL) }

    var settlement: SettlementService {
        SettlementService(
            store: store,
            providers: providers,
            signals: signals,
            undertakings: undertakings,
            unwritten: unwritten,
            budget: budget,
            returns: returns,
            clock: clock,
            logger: logger
        )
    }

    var cancellation: CancellationService {
        CancellationService(
            store: store,
            providers: providers,
            settlement: settlement,
            signals: signals,
            undertakings: undertakings,
            clock: clock,
            logger: logger
        )
    }

    var checkout: CheckoutService {
        CheckoutService(
            store: store,
            providers: providers,
            settlement: settlement,
            addresses: addresses,
            doubtful: doubtful,
            signals: signals,
            undertakings: undertakings,
            waits: waits,
            patience: .seconds(configuration.cafe24.patience),
            clock: clock,
            random: random,
            userTokens: UserTokens(key: configuration.cafe24.clientSecret),
            logger: logger
        )
    }

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

    /// Asks Cafe24 what it knows of an order's cancellation, where the configuration says so (contract, finding S1).
    var cancellationConfirmation: CancellationConfirmation? {
        guard configuration.cafe24.confirmCancellations else { return nil }
        return CancellationConfirmation(store: store, admin: admin, waits: waits, clock: clock, logger: logger)
    }

    var inbox: Inbox {
        Inbox(
            store: store,
            settlement: settlement,
            undertakings: undertakings,
            inHand: inHand,
            budget: noticeBudget,
            clock: clock,
            logger: logger
        )
    }

    var courier: Courier {
        Courier(
            store: store,
            directory: directory,
            providers: providers,
            keys: serviceKeys,
            encoding: configuration.cafe24.notificationEncoding,
            post: MallPost(egress: .system),
            load: deliveries,
            clock: clock,
            random: random,
            logger: logger
        )
    }

    var reconciler: Reconciler {
        Reconciler(
            store: store,
            providers: providers,
            settlement: settlement,
            cancellation: cancellation,
            unread: UnreadPayments(
                store: store,
                policy: configuration.cafe24.unreadPayments,
                clock: clock,
                logger: logger
            ),
            inbox: inbox,
            unwritten: unwritten,
            inHand: inHand,
            clock: clock,
            logger: logger
        )
    }
}
