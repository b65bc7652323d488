import AsyncHTTPClient
import Logging
import NIOCore
import ProviderKit
import ServiceLifecycle

/// The whole gateway as one service: two listeners, the reconciler, and the modules' own work.
///
/// A program of somebody else's gives it a configuration and its own list of modules, and never forks this one.
public struct GatewayServer: Service {
    private let core: GatewayCore
    private let router: GatewayRouter
    private let lock: SQLiteLock?
    private let http: HTTPClient

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
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .forProviders)
        core = try GatewayCore(
            configuration: configuration,
            modules: modules,
            store: try configuration.openStore(),
            http: http,
            logger: logger
        )
        router = try GatewayRouter(core)
    }

    private static func lock(_ database: DatabaseLocation) throws -> SQLiteLock? {
        guard case .sqlite(let path) = database else { return nil }
        return try SQLiteLock(databasePath: path)
    }

    /// Serves until a graceful shutdown: then no connection and no settlement is begun, what is under way is finished.
    ///
    /// - Throws: Where a port is taken, or the database cannot be written.
    public func run() async throws {
        defer { withExtendedLifetime(lock) {} }
        do {
            try await core.rememberAccounts()
            try await core.warnOfOrphans()
            try await runServices()
        } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
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
            core.reconciler,
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

extension Configuration {
    /// Opens the database that the configuration names.
    ///
    /// - Throws: The database's error; ``DatabaseNotSupported`` for PostgreSQL.
    func openStore() throws -> any PaymentStore {
        let keys = sealingKeys.map { SealingKeys.Key(id: $0.id, key: $0.key) }
        guard let first = keys.first else { throw SealBroken() }
        switch database {
        case .sqlite(let path): return try SQLiteStore(path: path, keys: SealingKeys(first, Array(keys.dropFirst())))
        case .postgres: throw DatabaseNotSupported()
        }
    }
}

/// PostgreSQL is described in the design and not part of this build.
struct DatabaseNotSupported: Error, CustomStringConvertible {
    var description: String { "this build keeps payments in SQLite only; say \"database\": \"sqlite:gateway.sqlite\"" }
}

extension HTTPClient.Configuration {
    /// No redirects: a PG that sends us elsewhere is a PG that we do not understand.
    static var forProviders: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(5))
        // A refused connection is an answer at once; whether to try again is for those who know what was asked.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
