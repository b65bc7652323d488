import AsyncHTTPClient
import Logging
import ProviderKit

/// The gateway without its listeners: what `serve` and the operator's commands both work with.
///
/// Everything is handed down here, once; nothing below reaches for a global.
struct GatewayCore: Sendable {
    let configuration: Configuration
    let store: any PaymentStore
    let directory: MallDirectory
    let serviceKeys: ServiceKeys
    let providers: ProviderDirectory
    let undertakings = Undertakings()
    let bodies = BodyReads()
    let unwritten = UnwrittenVerdicts()
    let budget = InquiryBudget()
    let doubtful = PaymentsInHand()
    let signals: PaymentSignals
    let admin: AdminAPI
    let clock: any ProviderClock
    let random: any RandomSource
    let logger: Logger

    /// - Throws: ``ProviderError`` where a module refuses an account.
    init(
        configuration: Configuration,
        modules: [any PaymentProvider.Type],
        store: any PaymentStore,
        http: HTTPClient,
        clock: any ProviderClock = SystemClock(),
        random: any RandomSource = SystemRandomSource(),
        adminClient: (@Sendable (WebOrigin) -> any ProviderHTTPClient)? = nil,
        logger: Logger
    ) throws {
        self.configuration = configuration
        self.store = store
        self.clock = clock
        self.random = random
        let logger = RequestTrace.telling(logger)
        self.logger = logger
        guard let keys = ServiceKeys(configuration.cafe24.serviceKeys) else { throw NoServiceKey() }
        serviceKeys = keys
        directory = MallDirectory(configuration)
        signals = PaymentSignals(clock: clock)
        admin = Self.admin(
            configuration,
            store,
            undertakings,
            clock,
            client: adminClient ?? { ProviderClient(client: http, hosts: [$0.authority]) }
        )
        let addresses = PublicAddresses(publicURL: configuration.server.publicURL)
        let instances = directory.instances
        providers = try ProviderDirectory(modules: modules, directory: directory, store: store) { instance, manifest in
            // A PG inside of this program, as the mock is, reports to the gateway by its public address.
            let own = manifest.webhooks != nil && manifest.hosts.isEmpty ? [addresses.authority] : []
            let hosts = instances[instance].map { manifest.hosts(of: $0) } ?? []
            return ProviderServices(
                http: ProviderClient(client: http, hosts: Set(own + hosts)),
                clock: clock,
                random: random,
                logger: logger,
                storage: store.storage(of: instance),
                pagesURL: addresses.pagesURL(of: instance)
            )
        }
    }

    var addresses: PublicAddresses { PublicAddresses(publicURL: configuration.server.publicURL) }

    var settlement: SettlementService {
        SettlementService(
            store: store,
            providers: providers,
            signals: signals,
            undertakings: undertakings,
            unwritten: unwritten,
            budget: budget,
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
            patience: .seconds(configuration.cafe24.patience),
            clock: clock,
            random: random,
            userTokens: UserTokens(key: configuration.cafe24.clientSecret)
        )
    }

    /// Asks Cafe24 whether an order really is being cancelled, where the configuration says so (contract, finding S1).
    var cancellationConfirmation: (@Sendable (OrderID) async throws -> Bool)? {
        guard configuration.cafe24.confirmCancellations else { return nil }
        return { [admin] order in
            try await admin.order(order.number, mall: order.mall, shop: order.shop).isBeingCancelled
        }
    }

    var inbox: Inbox {
        Inbox(store: store, settlement: settlement, undertakings: undertakings, clock: clock, logger: logger)
    }

    var courier: Courier {
        Courier(
            store: store,
            directory: directory,
            providers: providers,
            keys: serviceKeys,
            encoding: configuration.cafe24.notificationEncoding,
            post: MallPost(egress: .system),
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
            budget: budget,
            inHand: PaymentsInHand(),
            clock: clock,
            logger: logger
        )
    }

    /// Seals the credentials of all accounts in use, so that what is opened with them can always be finished.
    func rememberAccounts() async throws {
        for shop in directory.shops {
            guard let instance = directory.instance(shop.provider) else { continue }
            try await store.remember(shop.account(of: instance), module: instance.module, at: clock.now())
        }
    }

    /// Says which instances have open payments and are missing from the configuration: these payments cannot move.
    func warnOfOrphans() async throws {
        for (instance, count) in try await store.openPayments() where directory.instance(instance) == nil {
            logger.error(
                "open payments belong to a provider instance that is not configured; put it back to finish them",
                metadata: ["instance": "\(instance)", "payments": "\(count)"]
            )
        }
    }
}

/// A configuration without a usable service key; ``ConfigurationReader`` lets none pass.
struct NoServiceKey: Error, CustomStringConvertible {
    var description: String { "cafe24.serviceKeys holds no usable key" }
}
