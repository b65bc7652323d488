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
    let doubtful = PaymentsInHand()
    let inHand = PaymentsInHand()
    let deliveries = HostLoad(perHost: 4, inAll: 64)
    let signals: PaymentSignals
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
        rejections = RateLimiter(limit: 60, each: .seconds(60), clock: clock)
        reservations = RateLimiter(limit: 120, each: .seconds(60), clock: clock)
        externalLimits = ExternalLimits(clock: clock)
        admin = AdminAPI(
            settings: configuration.cafe24,
            tokens: AdminTokens(store: store, undertakings: undertakings, clock: clock),
            client: adminClient ?? { ProviderClient(client: http, hosts: [$0.authority]) },
            clock: clock
        )
        let addresses = PublicAddresses(publicURL: configuration.server.publicURL)
        providers = try ProviderDirectory(modules: modules, directory: directory, store: store) { instance, manifest in
            // A PG inside of this program, as the mock is, reports to the gateway by its public address.
            let own = manifest.webhooks != nil && manifest.hosts.isEmpty ? [addresses.authority] : []
            return ProviderServices(
                http: ProviderClient(client: http, hosts: Set(own + manifest.hosts(of: instance))),
                clock: clock,
                random: random,
                logger: logger,
                storage: store.storage(of: instance.name),
                pagesURL: addresses.pagesURL(of: instance.name)
            )
        }
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

    /// Says which instances are at another environment of their PG than when their accounts were last in use. A reload
    /// refuses that, but cannot know it of one that was gone, and neither can a restart. To be called before
    /// ``rememberAccounts()``.
    func warnOfMovedInstances() async throws {
        for name in Set(directory.shops.map(\.provider)).sorted() {
            guard let instance = directory.instance(name), await hasMoved(instance) else { continue }
            let count = try await store.refundablePayments(of: name)
            guard count > 0 else { continue }
            logger.error(
                "refunds of earlier payments would be asked of another environment than the one that took the money",
                metadata: ["instance": "\(name)", "environment": "\(instance.environment)", "payments": "\(count)"]
            )
        }
    }

    private func hasMoved(_ instance: ProviderInstance) async -> Bool {
        for reference in Set(directory.shops.filter { $0.provider == instance.name }.map(\.accountReference.text)) {
            // What an earlier sealing key closed cannot be compared, and is no reason not to start.
            let accounts = try? await store.rememberedAccounts(instance: instance.name, reference: reference)
            if let newest = accounts?.first, newest.environment != instance.environment { return true }
        }
        return false
    }

    /// Says what the configuration allows and an operator should look at twice.
    func warnOfConfiguration() {
        for warning in configuration.warnings { logger.warning("\(warning)") }
    }
}

/// A configuration without a usable service key; ``ConfigurationReader`` lets none pass.
struct NoServiceKey: Error, CustomStringConvertible {
    var description: String { "cafe24.serviceKeys holds no usable key" }
}
