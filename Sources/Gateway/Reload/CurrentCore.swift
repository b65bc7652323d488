import Hummingbird
import Synchronization

/// The core in force. A reload puts another one in its place as a whole, for all that begins from then on.
final class CurrentCore: Sendable {
    /// One element at the beginning and one after each reload. For a single listener.
    let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    private let current: Mutex<ServedCore>

    init(_ core: GatewayCore) throws {
        current = Mutex(try ServedCore(core))
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        change.yield()
    }

    var served: ServedCore { current.withLock { $0 } }
    var core: GatewayCore { served.core }

    /// Answers each request by the routes that are in force when it begins; of those of one listener.
    func responder(
        _ routes: @escaping @Sendable (ServedCore) -> any HTTPResponder<GatewayContext>
    ) -> CallbackResponder<GatewayContext> {
        CallbackResponder { [self] request, context in
            try await routes(served).respond(to: request, context: context)
        }
    }

    /// Puts another configuration in force. Reloads at the same time follow one another, the last one wins.
    ///
    /// - Parameter configuration: Read and checked.
    /// - Returns: What it changes.
    /// - Throws: ``ConfigurationFaults`` for what a running gateway cannot take over, ``ProviderError`` where a module
    ///   refuses an account, the database's error. The earlier configuration stays in force then.
    func reload(_ configuration: Configuration) async throws -> ConfigurationChanges {
        while true {
            let before = served
            let check = ReloadCheck(from: before.core.configuration, to: configuration)
            let faults = try await faults(check, before.core.store)
            guard faults.isEmpty else { throw ConfigurationFaults(faults: faults) }
            let after = try ServedCore(before.core.under(configuration))
            // One that was dropped and comes back as another's.
            try await after.core.warnOfMovedInstances()
            try await after.core.rememberAccounts()
            guard replace(before, with: after) else { continue }
            after.core.warnOfConfiguration()
            after.core.warnOfNewLoader(after: before.core.configuration)
            return ConfigurationChanges(from: before.core.configuration, to: configuration)
        }
    }

    private func faults(_ check: ReloadCheck, _ store: any PaymentStore) async throws -> [ConfigurationFault] {
        var refundable: [String: Int] = [:]
        for instance in check.moved { refundable[instance] = try await store.refundablePayments(of: instance) }
        return check.faults(openPayments: try await store.openPayments(), refundablePayments: refundable)
    }

    /// - Returns: `false` where another reload was faster.
    private func replace(_ before: ServedCore, with after: ServedCore) -> Bool {
        let isReplaced = current.withLock { current in
            guard current === before else { return false }
            current = after
            return true
        }
        if isReplaced { change.yield() }
        return isReplaced
    }
}
