import Logging
import ProviderKit
import ServiceLifecycle

/// The whole gateway as one service: two listeners, the reconciler, the courier, and the modules' own work.
///
/// A program of somebody else's gives it a configuration and its own list of modules, and never forks this one.
public struct GatewayServer: Service {
    private let current: CurrentCore
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
        let core = try GatewayCore(
            configuration: configuration,
            modules: modules,
            store: try configuration.openStore(creating: true, logger: logger),
            http: connections.client,
            logger: logger
        )
        current = try CurrentCore(core)
    }

    private static func lock(_ database: DatabaseLocation) throws -> SQLiteLock? {
        guard case .sqlite(let path) = database else { return nil }
        return try SQLiteLock(databasePath: path)
    }

    /// Keeps a mall's Admin API token, sealed, in place of an older one.
    public func keep(_ token: AdminToken, of mall: String) async throws {
        let store = current.core.store
        let before = try await store.token(of: mall)
        _ = try await store.saveToken(token, of: mall, replacing: before?.version)
    }

    /// Puts another configuration in force for all that begins from now on; what is under way ends as it began.
    ///
    /// - Parameter configuration: Read and checked.
    /// - Returns: What it changes.
    /// - Throws: ``ConfigurationFaults`` for what takes a restart, and for provider instances that are gone while they
    ///   have open payments, or are another PG's while money can still be given back; ``ProviderError`` where a module
    ///   refuses an account; the database's error. Nothing has changed then.
    @discardableResult
    public func reload(_ configuration: Configuration) async throws -> ConfigurationChanges {
        try await current.reload(configuration)
    }

    /// Serves until a graceful shutdown: then no connection and no settlement is begun, what is under way is finished.
    ///
    /// - Throws: Where a port is taken, or the database cannot be written.
    public func run() async throws {
        defer { withExtendedLifetime(lock) {} }
        do {
            let core = current.core
            // The lock says that no other process serves this database: leases of a killed one hold nobody up.
            if lock != nil { try await core.store.endLeases(at: core.clock.now()) }
            try await core.warnOfMovedInstances()
            try await core.rememberAccounts()
            try await core.warnOfOrphans()
            core.warnOfConfiguration()
            try await runServices()
        } catch {
            await close()
            throw error
        }
        await close()
    }

    /// Nobody works any more. What is left in the database's log would be in there all the same, but not in a copy that
    /// somebody makes of the one file.
    private func close() async {
        await connections.close()
        let core = current.core
        do {
            try await core.store.close()
        } catch {
            core.logger.error("the database could not be closed", metadata: ["error": "\(error)"])
        }
    }

    /// All services hear of a shutdown at the same time: the listeners close while the reconciler finishes its turn.
    private func runServices() async throws {
        try await withThrowingTaskGroup { group in
            for service in services { group.addTask { try await service.run() } }
            // The first failure ends the others; `waitForAll` would wait for them.
            while try await group.next() != nil {}
        }
        // A request that was read in time may have begun a call after the first look, and have stopped waiting for it.
        await current.core.undertakings.idle()
    }

    private var services: [any Service] {
        let core = current.core
        return [
            core.undertakings,
            core.bodies,
            core.waits,
            CartPurge(store: core.store, clock: core.clock, logger: core.logger),
            Turns(every: .seconds(1)) { [current] in await current.core.reconciler.takeUpWhatIsDue(in: &$0) },
            Turns(every: .milliseconds(100), grace: Courier.grace) { [current] in
                await current.core.courier.takeUpWhatIsDue(in: &$0)
            },
            Workers(current: current),
            Listener(
                key: "server.listen",
                address: core.configuration.server.listen,
                mostConnections: OpenFiles.forPublicConnections,
                responder: current.responder(\.front),
                logger: core.logger
            ),
            Listener(
                key: "server.operations",
                address: core.configuration.server.operations,
                responder: current.responder(\.back),
                logger: core.logger
            ),
        ]
    }
}
