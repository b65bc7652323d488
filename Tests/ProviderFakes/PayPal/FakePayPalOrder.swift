import ProviderKit

/// An order in the fake's books. Amounts are in minor units of ISO 4217.
struct FakePayPalOrder: Sendable {
    enum Status: String, Sendable {
        case created = "PAYER_ACTION_REQUIRED"
        case approved = "APPROVED"
        case completed = "COMPLETED"
    }

    /// What the buyer pays with.
    enum Instrument: Sendable {
        case good
        case declined
        case eCheck
    }

    struct Capture: Sendable {
        var id: String
        var status: String
        var reason: String?
    }

    struct Refund: Sendable {
        let id: String
        let minorUnits: Int64
        var status: String
        let customID: String?
        /// When a pending one is done.
        let ends: Timestamp?
    }

    let id: String
    let key: String
    let amount: Money
    let description: String
    let returnURL: String
    let cancelURL: String
    /// Whether the merchant takes no money that needs days.
    let isImmediate: Bool
    let created: Timestamp
    var status = Status.created
    var instrument = Instrument.good
    var capture: Capture?
    var refunds: [Refund] = []

    var payerLink: String { "https://www.sandbox.paypal.com/checkoutnow?token=\(id)" }

    /// What is not given back, and is not about to be.
    var remaining: Int64 {
        let gone = refunds.filter { $0.status == "COMPLETED" || $0.status == "PENDING" }
        return gone.reduce(amount.minorUnits) { $0 - $1.minorUnits }
    }

    var returned: Int64 { refunds.filter { $0.status == "COMPLETED" }.reduce(0) { $0 + $1.minorUnits } }

    var isPaid: Bool { capture.map { ["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"].contains($0.status) } ?? false }

    /// A capture's status follows what was given back of it.
    mutating func followRefunds() {
        guard isPaid, returned > 0 else { return }
        let status = returned == amount.minorUnits ? "REFUNDED" : "PARTIALLY_REFUNDED"
        capture?.status = status
    }
}
