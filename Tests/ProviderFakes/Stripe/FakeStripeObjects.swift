import HTTPTypes
import ProviderKit

/// A Checkout Session in the fake's books; amounts in Stripe's minor units.
struct FakeStripeSession {
    let id: String
    let reference: String
    let metadata: [String: String]
    let intentMetadata: [String: String]
    let amount: Int64
    let currency: String
    let success: String
    let cancel: String
    let isManual: Bool
    let excluded: Set<String>
    /// Seconds since 1970.
    let expires: Int64
    var status = "open"
    var paymentStatus = "unpaid"
    var intent: String?

    func offers(_ method: String) -> Bool {
        guard method == "konbini" else { return !excluded.contains(method) }
        return !excluded.contains(method) && !isManual && currency == "jpy"
    }
}

struct FakeStripeIntent {
    let id: String
    let session: String
    let amount: Int64
    let currency: String
    let metadata: [String: String]
    let isManual: Bool
    var method: String
    var status: String
    var charge: String?
    /// The issuer's word, where it said no.
    var declineCode: String?

    var isPaid: Bool { status == "succeeded" }
}

struct FakeStripeRefund {
    let id: String
    let intent: String
    let charge: String
    let amount: Int64
    let currency: String
    let metadata: [String: String]
    var status: String

    var counts: Bool { status == "succeeded" || status == "pending" }
}

/// The first answer to an idempotency key.
struct FakeStripeKept {
    let path: String
    let body: [UInt8]
    let answer: ProviderResponse
    let moment: Timestamp
}

/// Stripe's minor units and the gateway's, which are ISO 4217's.
enum FakeStripeUnits {
    static func gateway(_ units: Int64, _ currency: String) -> Int64 {
        switch currency {
        case "isk", "ugx": units / 100
        case "mga": units * 100
        default: units
        }
    }
}
