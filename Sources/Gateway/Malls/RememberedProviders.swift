import ProviderKit
import Synchronization

/// Instances for accounts that have left the configuration, kept as long as the process lives.
final class RememberedProviders: Sendable {
    private let providers = Mutex<[AccountName: any PaymentProvider]>([:])

    func find(_ name: AccountName) -> (any PaymentProvider)? { providers.withLock { $0[name] } }

    func keep(_ provider: any PaymentProvider, of name: AccountName) { providers.withLock { $0[name] = provider } }
}
