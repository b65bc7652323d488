import ProviderKit

/// What is opened: `POST /v2/checkout/orders`.
struct NewPayPalOrder: Encodable, Sendable {
    private let intent = "CAPTURE"
    private let units: [Unit]
    private let source: Source

    enum CodingKeys: String, CodingKey {
        case intent
        case units = "purchase_units"
        case source = "payment_source"
    }

    struct Unit: Encodable, Sendable {
        let reference: String
        let amount: PayPalMoney
        /// Comes back in captures and webhooks; 127 characters.
        let customID: String
        /// Unique for the merchant: PayPal takes no second payment under it.
        let invoiceID: String
        /// At most 127 characters.
        let description: String

        enum CodingKeys: String, CodingKey {
            case amount, description
            case reference = "reference_id"
            case customID = "custom_id"
            case invoiceID = "invoice_id"
        }
    }

    struct Source: Encodable, Sendable {
        let paypal: Wallet

        struct Wallet: Encodable, Sendable {
            let experience: PayPalExperience

            enum CodingKeys: String, CodingKey { case experience = "experience_context" }
        }
    }

    init(_ order: CheckoutOrder) throws(ProviderError) {
        let key = order.key.text
        units = [
            Unit(
                reference: key,
                amount: try PayPalMoney(order.amount),
                customID: key,
                invoiceID: key,
                description: order.title.beginning(codePoints: 127)
            )
        ]
        source = Source(paypal: .init(experience: PayPalExperience(order)))
    }
}

/// How PayPal's pages show themselves to the buyer.
struct PayPalExperience: Encodable, Sendable {
    let returnURL: String
    let cancelURL: String
    let locale: String
    /// The button says "pay", since nothing follows the approval.
    private let userAction = "PAY_NOW"
    /// The mall knows the address already.
    private let shipping = "NO_SHIPPING"
    /// Whether a bank may take days (eCheck).
    let methods: String

    enum CodingKeys: String, CodingKey {
        case locale
        case returnURL = "return_url"
        case cancelURL = "cancel_url"
        case userAction = "user_action"
        case shipping = "shipping_preference"
        case methods = "payment_method_preference"
    }

    init(_ order: CheckoutOrder) {
        returnURL = order.urls.success
        cancelURL = order.urls.cancel
        methods = order.allowsDelayed ? "UNRESTRICTED" : "IMMEDIATE_PAYMENT_REQUIRED"
        locale =
            switch order.language {
            case .korean: "ko-KR"
            case .english: "en-US"
            case .japanese: "ja-JP"
            case .chinese: "zh-CN"
            }
    }
}

extension String {
    /// The longest beginning with at most so many Unicode code points, which is what JSON Schema's `maxLength` counts;
    /// never through the middle of a character.
    func beginning(codePoints limit: Int) -> String {
        var kept = ""
        var count = 0
        for character in self {
            count += character.unicodeScalars.count
            guard count <= limit else { break }
            kept.append(character)
        }
        return kept
    }
}
