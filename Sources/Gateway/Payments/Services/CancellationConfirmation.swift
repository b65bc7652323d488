import Logging
import ProviderKit

/// Asks Cafe24's Admin API whether an order is really being cancelled, where `confirmCancellations` says so (contract,
/// finding S1).
struct CancellationConfirmation: Sendable {
    let store: any PaymentStore
    let admin: AdminAPI
    let waits: BoundedWaits
    let clock: any ProviderClock
    let logger: Logger

    /// Returns where the money may go back.
    ///
    /// - Parameters:
    ///   - request: What is to be given back.
    ///   - payment: Of which payment.
    ///   - arrived: When the head of the request was read.
    ///   - deadline: When Cafe24 has gone: money that went back after that would go without its knowing.
    /// - Throws: ``Refusal``, or the database's error.
    func confirm(
        _ request: CancellationRequest,
        of payment: Payment,
        arrived: Timestamp,
        until deadline: Timestamp
    ) async throws {
        let order = try await order(payment.order, until: deadline)
        guard order.number == payment.order.number else {
            throw Refusal(.business, "Cafe24 tells of another order, so the cancellation cannot be confirmed")
        }
        let before = try await refunds(of: payment, toldBefore: arrived)
        guard order.isBeingCancelled(wholly: request.amount == payment.amount, refundsBefore: before) else {
            throw Refusal(.business, "Cafe24 does not say that this order is being cancelled")
        }
        guard clock.now() < deadline else { throw Refusal.unconfirmed("did not answer in time") }
    }

    private func order(_ id: OrderID, until deadline: Timestamp) async throws -> AdminOrder {
        do {
            let order = try await waits.result(by: deadline) { [admin] in
                try await admin.order(id, until: deadline)
            }
            guard let order else { throw Refusal.unconfirmed("did not answer in time") }
            return order
        } catch let error as AdminAPIError {
            logger.warning("a cancellation cannot be confirmed", metadata: ["error": "\(error)"])
            throw Refusal(unconfirmed: error)
        }
    }

    /// How many refunds of its own Cafe24 knew of when it sent the request: one that was told since may be this very
    /// one.
    private func refunds(of payment: Payment, toldBefore arrived: Timestamp) async throws -> Int {
        let now = clock.now()
        return try await store.cancellations(of: payment.key).count { entry in
            entry.origin == .cafe24 && entry.kind == .refund && entry.state == .done
                && entry.isKnown(toWhoeverAskedAt: arrived, now: now)
        }
    }
}

extension Refusal {
    /// Trying again helps with a mall that does not answer now, and not with one that never let the gateway ask or that
    /// knows no such order.
    fileprivate init(unconfirmed error: AdminAPIError) {
        switch error.code {
        case .noToken, .mustReauthorise, .forbidden:
            self.init(
                .business,
                "the shop has not allowed this app to read its orders, so the cancellation cannot be confirmed"
            )
        case .notFound:
            self.init(.business, "Cafe24 knows no such order in this shop, so the cancellation cannot be confirmed")
        case .refused:
            self.init(
                .business,
                "Cafe24 refused to tell of this order (\(error.message)), so the cancellation cannot be confirmed"
            )
        case .limited, .unavailable: self = .unconfirmed("does not answer")
        case .badAnswer: self = .unconfirmed("gave no answer that makes sense")
        }
    }

    fileprivate static func unconfirmed(_ words: String) -> Refusal {
        Refusal(
            .unavailable,
            "Cafe24's Admin API \(words), so the cancellation cannot be confirmed; nothing was cancelled, please try again"
        )
    }
}
