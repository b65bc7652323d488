import Foundation
import ProviderKit

/// Which payments the cancels belong to that Toss finishes later: the webhook of one names the cancel alone, and Toss
/// can be asked about payments only.
struct TossLaterCancels: Sendable {
    let storage: any ProviderStorage

    /// In bytes, as long as Toss's longest name; the storage takes a little more.
    private static let longestName = 180

    /// Remembers those of a payment that are under way, as far as the database can be asked. The webhook of one that is
    /// not remembered is not taken; the next inquiry tells the same.
    func remember(_ payment: TossPayment, of key: PaymentKey) async {
        guard payment.orderId == key.text else { return }
        for cancel in payment.cancels ?? [] where cancel.state == .pending {
            for name in cancel.names {
                do {
                    _ = try await storage.compareAndSet(Self.key(name), Data(key.text.utf8), version: nil)
                } catch {
                    return
                }
            }
        }
    }

    func payment(of names: [String]) async throws(ProviderError) -> PaymentKey? {
        for name in names where TossPayment.isKey(name) && name.utf8.count <= Self.longestName {
            if let stored = try await storage.get(Self.key(name)) {
                return PaymentKey(String(decoding: stored.data, as: UTF8.self))
            }
        }
        return nil
    }

    private static func key(_ name: String) -> String { "cancel/\(name)" }
}

extension TossPayment.Cancel {
    /// Toss's names for it.
    var names: [String] { [transactionKey, cancelRequestId].compactMap(\.self) }
}
