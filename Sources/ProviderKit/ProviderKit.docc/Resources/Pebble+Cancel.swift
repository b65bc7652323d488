import ProviderKit

extension Pebble {
    /// Gives money back under the cancellation's operation id, or closes what nobody has paid.
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let id = try id(of: payment)
        switch cancellation.kind {
        case .refund(let amount): return try await refund(amount, cancellation, id)
        case .void: return try await close(id, cancellation, payment)
        }
    }

    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        _ id: String
    ) async throws(ProviderError) -> CancellationOutcome {
        let request = PebbleRequest(
            amount: amount.minorUnits,
            operation: cancellation.operation.text,
            remaining: cancellation.remainingBefore.minorUnits
        )
        do {
            _ = try await change("/payments/\(id)/refunds", request, key: cancellation.operation)
            return .done(reference: nil)
        } catch {
            // A refusal is an outcome; anything else may have happened, and the gateway repeats it or asks.
            guard error.code == .invalidRequest else { throw error }
            return .refused(code: error.providerCode ?? "", message: "Pebble refused the refund")
        }
    }

    private func close(
        _ id: String,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        do {
            _ = try await change("/payments/\(id)/closing", PebbleRequest(), key: cancellation.operation)
            return .done(reference: nil)
        } catch {
            guard error.code == .invalidRequest else { throw error }
            return .alreadyPaid(try await look(at: id).snapshot(of: payment))
        }
    }
}
