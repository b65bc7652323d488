import Foundation
import ProviderKit

/// Orders that must never be captured any more.
///
/// PayPal has no call to close an order of intent CAPTURE. Only our capture takes its money, so an order is closed by
/// remembering not to capture it.
struct ClosedPayPalOrders: Sendable {
    let storage: any ProviderStorage

    func close(_ order: String) async throws(ProviderError) {
        try await storage.put(key(order), Data("closed".utf8))
    }

    func contains(_ order: String) async throws(ProviderError) -> Bool {
        try await storage.get(key(order)) != nil
    }

    private func key(_ order: String) -> String { "closed/\(order)" }
}
