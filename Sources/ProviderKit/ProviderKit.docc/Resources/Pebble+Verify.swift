import ProviderKit

extension Pebble {
    /// Asks first, whatever brought us here; approves where the buyer agreed, Pebble waits, and we may.
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        let id = try id(of: payment)
        let now = try await look(at: id)
        let snapshot = try now.snapshot(of: payment)
        guard case .returned(let message, via: .success) = evidence, let approval, now.status == "authorised",
            let token = message.form()["token"]
        else { return snapshot }
        let request = PebbleRequest(amount: payment.amount.minorUnits, token: token)
        return try await change("/payments/\(id)/approval", request, key: approval).snapshot(of: payment)
    }

    /// The newest: a payment that was re-priced was opened twice.
    func id(of payment: PaymentReference) throws(ProviderError) -> String {
        guard let id = payment.references.last else {
            throw ProviderError(.configuration, "Pebble's name for the payment is not known")
        }
        return id
    }
}
