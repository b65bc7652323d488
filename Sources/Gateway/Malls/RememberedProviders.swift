import ProviderKit
import Synchronization

/// Instances for accounts that have left the configuration, kept as long as the process lives.
final class RememberedProviders: Sendable {
    private let providers = Mutex<[AccountID: any PaymentProvider]>([:])

    func find(_ account: AccountID) -> (any PaymentProvider)? { providers.withLock { $0[account] } }

    func any(of instance: String) -> (any PaymentProvider)? {
        providers.withLock { $0.first { $0.key.instance == instance }?.value }
    }

    func keep(_ provider: any PaymentProvider, of account: AccountID) { providers.withLock { $0[account] = provider } }
}
