import ProviderKit

/// A webhook's body.
struct PayPalEvent: Decodable, Sendable {
    /// `WH-…`; the same on every repeat.
    let id: String
    let type: String
    let resource: Resource

    enum CodingKeys: String, CodingKey {
        case id, resource
        case type = "event_type"
    }

    /// The payments that the event speaks of; none for events of other products.
    var subjects: [Notice.Subject] {
        if type.hasPrefix("CUSTOMER.DISPUTE.") { return resource.disputed.map { .reference($0) } }
        guard type.hasPrefix("CHECKOUT.") || type.hasPrefix("PAYMENT.") else { return [] }
        // A refund's own number is our operation, which looks like a key and is none.
        if let capture = resource.refundedCapture { return [.reference(capture)] }
        let key = resource.customID.flatMap { PaymentKey($0) }
        return [key.map { .key($0) } ?? .reference(resource.order ?? resource.id)]
    }

    /// An order, a capture, a refund or a dispute, as far as it names payments; what is missing is `nil`.
    struct Resource: Decodable, Sendable {
        let id: String
        let customID: String?
        let order: String?
        /// The capture that a refund belongs to.
        let refundedCapture: String?
        /// The captures that a dispute is about.
        let disputed: [String]

        private enum Keys: String, CodingKey {
            case id, links
            case customID = "custom_id"
            case order = "order_id"
            case units = "purchase_units"
            case related = "supplementary_data"
            case disputed = "disputed_transactions"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = (try? fields.decode(String.self, forKey: .id)) ?? ""
            let units = try? fields.decode([PayPalOrder.Unit].self, forKey: .units)
            customID = (try? fields.decode(String.self, forKey: .customID)) ?? units?.first?.customID
            let related = try? fields.decode(Related.self, forKey: .related)
            order = (try? fields.decode(String.self, forKey: .order)) ?? related?.ids?.order
            let links: [PayPalLink]? = try? fields.decode([PayPalLink].self, forKey: .links)
            refundedCapture = Self.capture(above: links.address("up"))
            let disputes = try? fields.decode([Dispute].self, forKey: .disputed)
            disputed = disputes?.compactMap(\.capture) ?? []
        }

        /// The capture's id, from a link such as `…/v2/payments/captures/2GG279541U471931P`.
        private static func capture(above link: String?) -> String? {
            let steps = (link ?? "").split(separator: "/")
            guard steps.count >= 2, steps[steps.count - 2] == "captures" else { return nil }
            return steps.last.map(String.init)
        }
    }

    private struct Related: Decodable {
        let ids: IDs?

        struct IDs: Decodable {
            let order: String?
            enum CodingKeys: String, CodingKey { case order = "order_id" }
        }

        enum CodingKeys: String, CodingKey { case ids = "related_ids" }
    }

    private struct Dispute: Decodable {
        let capture: String?
        enum CodingKeys: String, CodingKey { case capture = "seller_transaction_id" }
    }
}
