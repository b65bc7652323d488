import ProviderKit

/// An order as PayPal shows it, with its captures and refunds.
struct PayPalOrder: Decodable, Sendable {
    let id: String
    /// One of ``Status``, or something newer.
    let status: String
    let units: [Unit]?
    let links: [PayPalLink]?

    enum CodingKeys: String, CodingKey {
        case id, status, links
        case units = "purchase_units"
    }

    enum Status: String, CaseIterable {
        case created = "CREATED"
        case saved = "SAVED"
        case payerActionRequired = "PAYER_ACTION_REQUIRED"
        /// The buyer agreed; the capture is ours to call.
        case approved = "APPROVED"
        case voided = "VOIDED"
        /// Says nothing about money: its capture does.
        case completed = "COMPLETED"
    }

    /// We send one.
    struct Unit: Decodable, Sendable {
        let amount: PayPalMoney?
        let customID: String?
        let payments: Payments?

        enum CodingKeys: String, CodingKey {
            case amount, payments
            case customID = "custom_id"
        }
    }

    struct Payments: Decodable, Sendable {
        let captures: [PayPalCapture]?
        let refunds: [PayPalRefund]?
    }

    var isApproved: Bool { status == Status.approved.rawValue }

    var captures: [PayPalCapture] { units?.first?.payments?.captures ?? [] }
    var refunds: [PayPalRefund] { units?.first?.payments?.refunds ?? [] }

    /// Where the buyer approves: `payer-action`, or `approve` as it was called before.
    var payerLink: String? { links.address("payer-action") ?? links.address("approve") }

    /// The capture that counts: money that came, else money on its way, else what went wrong last.
    var capture: PayPalCapture? {
        captures.first(where: \.isPaid) ?? captures.first { $0.status == PayPalCapture.Status.pending.rawValue }
            ?? captures.last
    }
}

/// A link of an answer (HATEOAS).
struct PayPalLink: Decodable, Sendable {
    let href: String
    let rel: String
}

extension [PayPalLink]? {
    func address(_ relation: String) -> String? { self?.first { $0.rel == relation }?.href }
}
