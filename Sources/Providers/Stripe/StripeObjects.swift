import ProviderKit

/// An object that is a name alone, or itself where it was asked to be expanded.
enum StripeExpandable<Object: StripeObject>: Decodable, Sendable {
    case id(String)
    case object(Object)

    init(from decoder: any Decoder) throws {
        if let id = try? decoder.singleValueContainer().decode(String.self) {
            self = .id(id)
        } else {
            self = .object(try Object(from: decoder))
        }
    }

    var id: String {
        switch self {
        case .id(let id): id
        case .object(let object): object.id
        }
    }

    var object: Object? { if case .object(let object) = self { object } else { nil } }
}

protocol StripeObject: Decodable, Sendable {
    var id: String { get }
}

/// `checkout.session`: the page that a buyer pays on.
struct StripeSession: StripeObject {
    let id: String
    let url: String?
    let status: String?
    let paymentStatus: String?
    let paymentIntent: StripeExpandable<StripeIntent>?
    /// In Stripe's minor units.
    let amountTotal: Int64?
    let currency: String?
    let clientReferenceID: String?
    /// Seconds since 1970.
    let expiresAt: Int64?

    enum CodingKeys: String, CodingKey {
        case id, url, status, currency
        case paymentStatus = "payment_status"
        case paymentIntent = "payment_intent"
        case amountTotal = "amount_total"
        case clientReferenceID = "client_reference_id"
        case expiresAt = "expires_at"
    }

    enum Status: String, Sendable {
        case open, complete, expired
    }

    enum PaymentStatus: String, Sendable {
        case unpaid, paid
        case nothingRequired = "no_payment_required"
    }
}

/// `payment_intent`: the attempt to take the money.
struct StripeIntent: StripeObject {
    let id: String
    let status: String
    /// In Stripe's minor units, as the next one.
    let amount: Int64
    let amountReceived: Int64?
    let currency: String
    let latestCharge: StripeExpandable<StripeCharge>?
    let lastPaymentError: StripeFailure.Detail?

    enum CodingKeys: String, CodingKey {
        case id, status, amount, currency
        case amountReceived = "amount_received"
        case latestCharge = "latest_charge"
        case lastPaymentError = "last_payment_error"
    }

    enum Status: String, Sendable {
        case requiresPaymentMethod = "requires_payment_method"
        case requiresConfirmation = "requires_confirmation"
        case requiresAction = "requires_action"
        case processing
        case requiresCapture = "requires_capture"
        case canceled
        case succeeded
    }
}

/// `charge`: the money that was taken.
struct StripeCharge: StripeObject {
    let id: String
    /// In Stripe's minor units; what is pending counts.
    let amountRefunded: Int64?
    let paymentMethodDetails: Method?

    struct Method: Decodable, Sendable {
        let type: String?
    }

    enum CodingKeys: String, CodingKey {
        case id
        case amountRefunded = "amount_refunded"
        case paymentMethodDetails = "payment_method_details"
    }
}

/// `refund`: money on its way back.
struct StripeRefund: StripeObject {
    let id: String
    let status: String?
    /// In Stripe's minor units.
    let amount: Int64
    let currency: String
    let failureReason: String?
    let metadata: [String: String]?

    enum CodingKeys: String, CodingKey {
        case id, status, amount, currency, metadata
        case failureReason = "failure_reason"
    }

    enum Status: String, Sendable {
        case pending, succeeded, failed, canceled
        case requiresAction = "requires_action"
    }

    /// Which cancellation of ours this is; `nil` for one made in Stripe's dashboard.
    var operation: OperationID? { metadata?["operation"].flatMap { OperationID($0) } }
}

/// One page of a list.
struct StripeList<Element: StripeObject>: Decodable, Sendable {
    let data: [Element]
    let hasMore: Bool?

    enum CodingKeys: String, CodingKey {
        case data
        case hasMore = "has_more"
    }
}
