import ProviderKit

/// Finds the module instance that a payment stays with.
public struct ProviderDirectory: Sendable {
    private struct InstanceEntry: Sendable {
        let module: any PaymentProvider.Type
        let setup: ProviderInstance
    }

    private struct InUse: Sendable {
        let setup: AccountSetup
        let provider: any PaymentProvider
    }

    private let modules: [String: any PaymentProvider.Type]
    /// The names in the configuration; ``instances`` also has those that have left it.
    private let configured: Set<String>
    private let instances: [String: InstanceEntry]
    private let inUse: [AccountID: InUse]
    private let remembered: RememberedProviders
    private let store: any PaymentStore
    private let services: @Sendable (ProviderInstance, ProviderManifest) -> ProviderServices

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
        services: @escaping @Sendable (ProviderInstance, ProviderManifest) -> ProviderServices
    ) throws {
        self.modules = Dictionary(modules.map { ($0.manifest.identifier, $0) }) { first, _ in first }
        self.store = store
        self.services = services
        remembered = RememberedProviders()
        configured = Set(directory.instances.keys)
        instances = Self.instances(directory, self.modules)
        inUse = try Self.inUse(directory, instances, services, keeping: [:])
    }

    /// The directory of other malls: an account whose setup is the same keeps its instance, and one that is not in use
    /// any more keeps it for payments that were opened with it.
    ///
    /// - Throws: ``ProviderError`` where a module refuses an account.
    func under(_ directory: MallDirectory) throws -> ProviderDirectory {
        try ProviderDirectory(directory, after: self)
    }

    private init(_ directory: MallDirectory, after before: ProviderDirectory) throws {
        modules = before.modules
        store = before.store
        services = before.services
        remembered = before.remembered
        configured = Set(directory.instances.keys)
        // A checkout that was under way may still open a payment at an instance that leaves: it can be finished.
        instances = before.instances.merging(Self.instances(directory, modules)) { $1 }
        inUse = try Self.inUse(directory, instances, services, keeping: before.inUse)
        for (account, former) in before.inUse where inUse[account] == nil {
            remembered.keep(former.provider, of: account)
        }
    }

    private static func instances(
        _ directory: MallDirectory,
        _ modules: [String: any PaymentProvider.Type]
    ) -> [String: InstanceEntry] {
        directory.instances.compactMapValues { setup in
            modules[setup.module].map { InstanceEntry(module: $0, setup: setup) }
        }
    }

    private static func inUse(
        _ directory: MallDirectory,
        _ instances: [String: InstanceEntry],
        _ services: (ProviderInstance, ProviderManifest) -> ProviderServices,
        keeping before: [AccountID: InUse]
    ) throws -> [AccountID: InUse] {
        var inUse: [AccountID: InUse] = [:]
        for shop in directory.shops {
            guard let entry = instances[shop.provider] else { continue }
            let account = shop.accountID
            guard inUse[account] == nil else { continue }
            let setup = AccountSetup(instance: entry.setup, fields: shop.account)
            if let kept = before[account], kept.setup == setup {
                inUse[account] = kept
                continue
            }
            let provider = try entry.module.init(
                account: shop.account(of: entry.setup),
                services: services(entry.setup, entry.module.manifest)
            )
            inUse[account] = InUse(setup: setup, provider: provider)
        }
        return inUse
    }

    /// The provider that a payment was opened with: with its account's newest secrets, else with those it was opened
    /// with.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where neither is known any more,
    ///   ``ProviderError/Code/temporary`` where the database could not be asked.
    func provider(of account: AccountID) async throws(ProviderError) -> any PaymentProvider {
        if let provider = known(account) { return provider }
        guard let entry = instances[account.instance] else {
            throw ProviderError(.configuration, "no provider is called \(account.instance) any more")
        }
        let newest = try await newestCredentials(of: account)
        // Two modules may name their fields alike, and only one of them talks to the PG that has the money.
        let manifest = entry.module.manifest
        let reference = AccountReference(instance: account.instance, manifest: manifest, fields: newest.fields)
        guard reference.text == account.reference else {
            throw ProviderError(.configuration, "\(account.instance) was another module when the payment was opened")
        }
        let provider = try entry.module.init(account: newest, services: services(entry.setup, manifest))
        remembered.keep(provider, of: account)
        return provider
    }

    private func newestCredentials(of account: AccountID) async throws(ProviderError) -> ProviderAccount {
        let accounts: [ProviderAccount]
        do {
            accounts = try await store.rememberedAccounts(instance: account.instance, reference: account.reference)
        } catch {
            throw ProviderError(.temporary, "the account could not be read from the database")
        }
        guard let newest = accounts.first else {
            throw ProviderError(.configuration, "the account at \(account.instance) is not known any more")
        }
        return newest
    }

    private func known(_ account: AccountID) -> (any PaymentProvider)? {
        inUse[account]?.provider ?? remembered.find(account)
    }

    /// Any provider of an instance, to serve the pages that its accounts share. Where no shop uses the instance any
    /// more, a buyer may still stand on such a page, so one of an earlier account serves it.
    func anyProvider(instance: String) async -> (any PaymentProvider)? {
        if let member = inUse.first(where: { $0.key.instance == instance }) { return member.value.provider }
        guard configured.contains(instance) else { return nil }
        if let provider = remembered.any(of: instance) { return provider }
        guard let reference = try? await store.newestReference(instance: instance) else { return nil }
        return try? await provider(of: AccountID(instance: instance, reference: reference))
    }

    /// The instances in use that have work of their own.
    var workers: [AccountSetup: any BackgroundWorking] {
        let workers = inUse.values.compactMap { member in
            (member.provider as? any BackgroundWorking).map { (member.setup, $0) }
        }
        return Dictionary(workers) { first, _ in first }
    }

    func manifest(of instance: String) -> ProviderManifest? { instances[instance]?.module.manifest }

    func inquiriesPerMinute(of instance: String) -> Int { manifest(of: instance)?.inquiriesPerMinute ?? 1 }

    /// Who approves; the manifest's word where nothing is known of the account.
    func approver(of account: AccountID) -> Approver? {
        known(account)?.approver ?? manifest(of: account.instance)?.approver
    }
}
