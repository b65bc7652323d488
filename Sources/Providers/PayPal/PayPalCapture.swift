/// Money taken, or being taken, for an order.
struct PayPalCapture: Decodable, Sendable {
    let id: String
    /// One of ``Status``, or something newer.
    let status: String
    let details: Details?
    let amount: PayPalMoney?
    /// Our payment key.
    let customID: String?

    enum CodingKeys: String, CodingKey {
        case id, status, amount
        case details = "status_details"
        case customID = "custom_id"
    }

    struct Details: Decodable, Sendable {
        let reason: String?
    }

    enum Status: String, CaseIterable {
        case completed = "COMPLETED"
        case pending = "PENDING"
        case declined = "DECLINED"
        case failed = "FAILED"
        case partiallyRefunded = "PARTIALLY_REFUNDED"
        case refunded = "REFUNDED"
    }

    var isPaid: Bool {
        switch Status(rawValue: status) {
        case .completed, .partiallyRefunded, .refunded: true
        case .pending, .declined, .failed, nil: false
        }
    }

    /// The buyer's bank takes days for these; all other pending captures wait for a look by PayPal or the merchant.
    var awaitsBank: Bool {
        ["ECHECK", "TRANSACTION_APPROVED_AWAITING_FUNDING"].contains(details?.reason)
    }
}
