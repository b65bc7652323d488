import ProviderKit
import Synchronization

/// Finds the module instance that a payment stays with.
public struct ProviderDirectory: Sendable {
    private struct AccountName: Hashable {
        let instance: String
        let account: String
    }

    private struct InstanceEntry: Sendable {
        let module: any PaymentProvider.Type
        let setup: ProviderInstance
    }

    private let modules: [String: any PaymentProvider.Type]
    private let instances: [String: InstanceEntry]
    private let inUse: [AccountName: any PaymentProvider]
    private let remembered = RememberedProviders()
    private let store: any PaymentStore
    private let services: @Sendable (_ instance: String, ProviderManifest) -> ProviderServices

    /// Makes an instance for each account that the malls use.
    ///
    /// - Parameters:
    ///   - modules: All that this program knows.
    ///   - directory: The malls and the provider instances they name.
    ///   - store: Where accounts are remembered that have left the configuration.
    ///   - services: What an instance is given of the world.
    /// - Throws: ``ProviderError`` where a module refuses an account.
    init(
        modules: [any PaymentProvider.Type],
        directory: MallDirectory,
        store: any PaymentStore,
        services: @escaping @Sendable (_ instance: String, ProviderManifest) -> ProviderServices
    ) throws {
        self.modules = Dictionary(modules.map { ($0.manifest.identifier, $0) }) { first, _ in first }
        self.store = store
        self.services = services
        var instances: [String: InstanceEntry] = [:]
        for (name, setup) in directory.instances {
            guard let module = self.modules[setup.module] else { continue }
            instances[name] = InstanceEntry(module: module, setup: setup)
        }
        self.instances = instances
        var inUse: [AccountName: any PaymentProvider] = [:]
        for shop in directory.shops {
            guard let entry = instances[shop.provider] else { continue }
            let name = AccountName(instance: shop.provider, account: shop.accountReference.text)
            guard inUse[name] == nil else { continue }
            inUse[name] = try entry.module.init(
                account: shop.account(of: entry.setup),
                services: services(shop.provider, entry.module.manifest)
            )
        }
        self.inUse = inUse
    }

    /// The provider that a payment was opened with: with its account's newest secrets, else with those it was opened
    /// with.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where neither is known any more,
    ///   ``ProviderError/Code/temporary`` where the database could not be asked.
    func provider(instance: String, account: String) async throws(ProviderError) -> any PaymentProvider {
        let name = AccountName(instance: instance, account: account)
        if let provider = inUse[name] { return provider }
        if let provider = remembered.find(instance, account) { return provider }
        guard let entry = instances[instance] else {
            throw ProviderError(.configuration, "no provider is called \(instance) any more")
        }
        let accounts: [ProviderAccount]
        do {
            accounts = try await store.rememberedAccounts(instance: instance, reference: account)
        } catch {
            throw ProviderError(.temporary, "the account could not be read from the database")
        }
        guard let newest = accounts.first else {
            throw ProviderError(.configuration, "the account at \(instance) is not known any more")
        }
        let provider = try entry.module.init(account: newest, services: services(instance, entry.module.manifest))
        remembered.keep(provider, instance, account)
        return provider
    }

    /// Any provider of an instance, to serve the pages that its accounts share.
    func anyProvider(instance: String) -> (any PaymentProvider)? {
        inUse.first { $0.key.instance == instance }?.value
    }

    /// All providers, to run the work of those that have some.
    var all: [any PaymentProvider] { Array(inUse.values) }

    func manifest(of instance: String) -> ProviderManifest? { instances[instance]?.module.manifest }

    func inquiriesPerMinute(of instance: String) -> Int { manifest(of: instance)?.inquiriesPerMinute ?? 1 }

    /// Who approves; the manifest's word where the account is not in use any more.
    func approver(instance: String, account: String) -> Approver? {
        inUse[AccountName(instance: instance, account: account)]?.approver ?? manifest(of: instance)?.approver
    }
}

/// Instances made for accounts that have left the configuration, kept as long as the process lives.
private final class RememberedProviders: Sendable {
    private let providers = Mutex<[String: any PaymentProvider]>([:])

    func find(_ instance: String, _ account: String) -> (any PaymentProvider)? {
        providers.withLock { $0["\(instance)/\(account)"] }
    }

    func keep(_ provider: any PaymentProvider, _ instance: String, _ account: String) {
        providers.withLock { $0["\(instance)/\(account)"] = provider }
    }
}
