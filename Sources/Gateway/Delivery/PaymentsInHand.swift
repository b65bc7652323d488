import ProviderKit
import Synchronization

/// The payments that a PG is being asked about: none twice at the same time, and only so many of each provider
/// instance, so that one whose PG hangs does not gather all the questions there are.
final class PaymentsInHand: Sendable {
    /// The most of one instance.
    static let most = 64

    private let payments = Mutex<[String: Set<PaymentKey>]>([:])

    /// - Returns: `false` where it is in hand already, or its instance has its hands full.
    func take(_ payment: Payment) -> Bool {
        payments.withLock { payments in
            guard payments[payment.instance, default: []].count < Self.most else { return false }
            return payments[payment.instance, default: []].insert(payment.key).inserted
        }
    }

    /// The instances that have their hands full.
    var fullInstances: Set<String> {
        payments.withLock { payments in Set(payments.filter { $0.value.count >= Self.most }.keys) }
    }

    func holds(_ payment: Payment) -> Bool {
        payments.withLock { $0[payment.instance]?.contains(payment.key) ?? false }
    }

    func release(_ payment: Payment) {
        payments.withLock { payments in
            payments[payment.instance]?.remove(payment.key)
            if payments[payment.instance]?.isEmpty ?? false { payments[payment.instance] = nil }
        }
    }
}
