import Logging
import ProviderKit
import ServiceLifecycle

/// The whole gateway as one service: two listeners, the reconciler, and the modules' own work.
///
/// A program of somebody else's gives it a configuration and its own list of modules, and never forks this one.
public struct GatewayServer: Service {
    private let core: GatewayCore
    private let router: GatewayRouter
    private let lock: SQLiteLock?
    private let connections = OutgoingConnections()

    /// Opens the database and prepares everything that can be prepared without listening.
    ///
    /// - Parameters:
    ///   - configuration: Read and checked.
    ///   - modules: The payment companies this program can talk to.
    ///   - logger: For everything the gateway says.
    /// - Throws: ``AlreadyServed`` where another process serves this database, ``ProviderError`` where a module
    ///   refuses an account, the database's error where it cannot be opened.
    public init(configuration: Configuration, modules: [any PaymentProvider.Type], logger: Logger) throws {
        lock = try Self.lock(configuration.database)
        core = try GatewayCore(
            configuration: configuration,
            modules: modules,
            store: try configuration.openStore(),
            http: connections.client,
            logger: logger
        )
        router = try GatewayRouter(core)
    }

    private static func lock(_ database: DatabaseLocation) throws -> SQLiteLock? {
        guard case .sqlite(let path) = database else { return nil }
        return try SQLiteLock(databasePath: path)
    }

    /// Keeps a mall's Admin API token, sealed, in place of an older one.
    public func keep(_ token: AdminToken, of mall: String) async throws {
        let before = try await core.store.token(of: mall)
        _ = try await core.store.saveToken(token, of: mall, replacing: before?.version)
    }

    /// Serves until a graceful shutdown: then no connection and no settlement is begun, what is under way is finished.
    ///
    /// - Throws: Where a port is taken, or the database cannot be written.
    public func run() async throws {
        defer { withExtendedLifetime(lock) {} }
        do {
            // The lock says that no other process serves this database: leases of a killed one hold nobody up.
            if lock != nil { try await core.store.endLeases(at: core.clock.now()) }
            try await core.rememberAccounts()
            try await core.warnOfOrphans()
            for warning in core.configuration.warnings { core.logger.warning("\(warning)") }
            try await runServices()
        } catch {
            await connections.close()
            throw error
        }
        await connections.close()
    }

    /// All services hear of a shutdown at the same time: the listeners close while the reconciler finishes its turn.
    private func runServices() async throws {
        try await withThrowingTaskGroup { group in
            for service in try services() { group.addTask { try await service.run() } }
            for provider in core.providers.all {
                guard let worker = provider as? any BackgroundWorking else { continue }
                group.addTask { await worker.run() }
            }
            // The first failure ends the others; `waitForAll` would wait for them.
            while try await group.next() != nil {}
        }
    }

    private func services() throws -> [any Service] {
        [
            core.undertakings,
            core.bodies,
            core.reconciler,
            core.courier,
            CartPurge(store: core.store, clock: core.clock, logger: core.logger),
            Listener(
                key: "server.listen",
                address: core.configuration.server.listen,
                router: try router.makePublic(),
                logger: core.logger
            ),
            Listener(
                key: "server.operations",
                address: core.configuration.server.operations,
                router: router.makeOperations(),
                logger: core.logger
            ),
        ]
    }
}
