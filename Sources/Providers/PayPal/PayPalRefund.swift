import ProviderKit

/// Money given back, or on its way.
struct PayPalRefund: Decodable, Sendable {
    let id: String
    /// One of ``Status``, or something newer.
    let status: String
    let amount: PayPalMoney?
    /// Our operation id, where the refund is ours.
    let customID: String?

    enum CodingKeys: String, CodingKey {
        case id, status, amount
        case customID = "custom_id"
    }

    enum Status: String, CaseIterable {
        case completed = "COMPLETED"
        case pending = "PENDING"
        case failed = "FAILED"
        case cancelled = "CANCELLED"
    }

    /// - Throws: ``ProviderError/Code/unknown`` for a status that PayPal's documents do not have.
    func outcome() throws(ProviderError) -> CancellationOutcome {
        switch Status(rawValue: status) {
        case .completed: return .done(reference: id)
        case .pending: return .pending(reference: id)
        case .failed, .cancelled: return .refused(code: status, message: "PayPal could not give the money back")
        case nil: throw ProviderError(.unknown, "a refund has a status that is not known", providerCode: status)
        }
    }

    /// What the gateway's books call it.
    ///
    /// - Returns: `nil` for a status that PayPal's documents do not have.
    func record() throws(ProviderError) -> CancellationRecord? {
        guard let state, let amount = try amount?.money() else { return nil }
        let operation = customID.flatMap { OperationID($0) }
        return CancellationRecord(operation.map { .operation($0) } ?? .provider(id), amount: amount, state: state)
    }

    private var state: CancellationRecord.State? {
        switch Status(rawValue: status) {
        case .completed: .done
        case .pending: .pending
        case .failed, .cancelled: .refused
        case nil: nil
        }
    }
}

/// What is asked for: `POST /v2/payments/captures/{id}/refund`.
struct NewPayPalRefund: Encodable, Sendable {
    let amount: PayPalMoney
    let customID: String
    /// At most 255 characters; the buyer reads it.
    let note: String?

    enum CodingKeys: String, CodingKey {
        case amount
        case customID = "custom_id"
        case note = "note_to_payer"
    }
}
