import AsyncHTTPClient
import Logging
import ProviderKit

/// The gateway without its listeners: what `serve` and the operator's commands both work with.
///
/// Everything is handed down here, once; nothing below reaches for a global. A reload makes another core of this one by
/// ``under(_:)``.
struct GatewayCore: Sendable {
    private(set) var configuration: Configuration
    private(set) var directory: MallDirectory
    private(set) var serviceKeys: ServiceKeys
    private(set) var providers: ProviderDirectory
    private(set) var admin: AdminAPI
    let store: any PaymentStore
    let undertakings = Undertakings()
    let bodies = BodyReads()
    let waits: BoundedWaits
    let unwritten = UnwrittenVerdicts()
    let budget = InquiryBudget()
    /// What webhooks make the gateway ask, apart from what it asks by itself.
    let noticeBudget = InquiryBudget()
    /// Those that a repeated checkout asks the PG about.
    let doubtful = PaymentsInHand()
    /// Those that the reconciler asks the PG about.
    let inHand = PaymentsInHand()
    let deliveries = MallLoad(perMall: 4, inAll: 64)
    let signals: PaymentSignals
    /// Buyers' returns to each payment.
    let returns: RateLimiter
    /// Forged webhooks of each sender.
    let rejections: RateLimiter
    /// Reservations that each sender has signed.
    let reservations: RateLimiter
    let externalLimits: ExternalLimits
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
        serviceKeys = try Self.serviceKeys(of: configuration)
        directory = MallDirectory(configuration)
        signals = PaymentSignals(clock: clock)
        waits = BoundedWaits(undertakings: undertakings, clock: clock)
        returns = RateLimiter(limit: 20, each: .seconds(60), clock: clock)
        rejections = RateLimiter(limit: 60, each: .seconds(60), clock: clock)
        reservations = RateLimiter(limit: 120, each: .seconds(60), clock: clock)
        externalLimits = ExternalLimits(clock: clock)
        admin = AdminAPI(
            settings: configuration.cafe24,
            tokens: AdminTokens(store: store, undertakings: undertakings, clock: clock),
            client: adminClient ?? { ProviderClient(client: http, hosts: [$0.authority]) },
            clock: clock
        )
        let publicURL = configuration.server.publicURL
        providers = try ProviderDirectory(modules: modules, directory: directory, store: store) { instance, manifest in
            ProviderServices(
                http: ProviderClient(client: http, hosts: Self.hosts(manifest, instance, below: publicURL)),
                clock: clock,
                random: random,
                logger: logger,
                storage: store.storage(of: instance.name),
                pagesURL: PublicAddresses(publicURL: publicURL).pagesURL(of: instance.name)
            )
        }
    }

    /// All that an instance's client may reach. A PG inside of this program, as the mock is, reports to the gateway by
    /// its public address.
    private static func hosts(
        _ manifest: ProviderManifest,
        _ instance: ProviderInstance,
        below publicURL: WebOrigin
    ) -> Set<String> {
        let reportsToUs = manifest.webhooks != nil && manifest.hosts.isEmpty
        return Set((reportsToUs ? [publicURL.authority] : []) + manifest.hosts(of: instance))
    }

    /// The same core under another configuration: what is not made from it is shared with this one.
    ///
    /// - Throws: ``ProviderError`` where a module refuses an account.
    func under(_ configuration: Configuration) throws -> GatewayCore {
        var core = self
        core.configuration = configuration
        core.serviceKeys = try Self.serviceKeys(of: configuration)
        core.directory = MallDirectory(configuration)
        core.providers = try providers.under(core.directory)
        core.admin = admin.under(configuration.cafe24)
        return core
    }

    private static func serviceKeys(of configuration: Configuration) throws -> ServiceKeys {
        guard let keys = ServiceKeys(configuration.cafe24.serviceKeys) else { throw NoServiceKey() }
        return keys
    }
}

/// A configuration without a usable service key; ``ConfigurationReader`` lets none pass.
struct NoServiceKey: Error, CustomStringConvertible {
    var description: String { "cafe24.serviceKeys holds no usable key" }
}
