import Logging
import ProviderKit

/// What is done before the gateway serves under a configuration, at the start and at each reload.
extension GatewayCore {
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

    /// Says when a reload has changed the payment button's loader: browsers do not run a script whose integrity value is
    /// another than the registered one (contract, A7 and B10).
    func warnOfNewLoader(after earlier: Configuration) {
        let integrity = ButtonLoader(configuration).integrity
        guard integrity != ButtonLoader(earlier).integrity else { return }
        logger.warning(
            """
            the payment button's script has changed; malls that registered its integrity value have to renew their \
            registration with the one that `pg-gateway providers --script` prints
            """,
            metadata: ["integrity": "\(integrity)"]
        )
    }

    /// Says what the configuration allows and an operator should look at twice.
    func warnOfConfiguration() {
        for warning in configuration.warnings { logger.warning("\(warning)") }
    }
}
