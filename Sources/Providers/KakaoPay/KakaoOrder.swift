/// What KakaoPay says of a payment, as far as it is read.
struct KakaoOrder: Decodable, Sendable {
    enum Status: String, CaseIterable, Sendable {
        case ready = "READY"
        case messageSent = "SEND_TMS"
        case opened = "OPEN_PAYMENT"
        case choosing = "SELECT_METHOD"
        case waitingForCall = "ARS_WAITING"
        /// The buyer's password was taken; our approval is due.
        case authenticated = "AUTH_PASSWORD"
        case subscribed = "ISSUED_SID"
        case paid = "SUCCESS_PAYMENT"
        case partlyCancelled = "PART_CANCEL_PAYMENT"
        case cancelled = "CANCEL_PAYMENT"
        case wrongPassword = "FAIL_AUTH_PASSWORD"
        case failed = "FAIL_PAYMENT"
        /// The buyer left.
        case left = "QUIT_PAYMENT"

        var isOpen: Bool {
            switch self {
            case .ready, .messageSent, .opened, .choosing, .waitingForCall, .authenticated, .subscribed: true
            case .paid, .partlyCancelled, .cancelled, .wrongPassword, .failed, .left: false
            }
        }
    }

    /// One thing that was done.
    struct Action: Decodable, Sendable {
        let id: String
        /// In won.
        let amount: Int64
        let kind: String
        let payload: String?

        var isCancel: Bool { kind == "CANCEL" }

        private enum CodingKeys: String, CodingKey {
            case amount, payload
            case id = "aid"
            case kind = "payment_action_type"
        }
    }

    let tid: String
    let status: String
    let orderID: String
    let userID: String?
    let methodType: String?
    let amount: KakaoAmount
    let cancelled: KakaoAmount?
    let available: KakaoAmount?
    let actions: [Action]?

    /// `nil` for a word that no document has.
    var knownStatus: Status? { Status(rawValue: status) }

    private enum CodingKeys: String, CodingKey {
        case tid, status, amount
        case orderID = "partner_order_id"
        case userID = "partner_user_id"
        case methodType = "payment_method_type"
        case cancelled = "canceled_amount"
        case available = "cancel_available_amount"
        case actions = "payment_action_details"
    }
}

/// A sum and its parts, in won.
struct KakaoAmount: Decodable, Hashable, Sendable {
    let total: Int64
    let taxFree: Int64?
    let vat: Int64?

    private enum CodingKeys: String, CodingKey {
        case total, vat
        case taxFree = "tax_free"
    }
}

/// A payment that was opened.
struct KakaoSession: Decodable, Sendable {
    let tid: String
    let desktop: String
    let mobile: String
    let inApp: String?

    private enum CodingKeys: String, CodingKey {
        case tid
        case desktop = "next_redirect_pc_url"
        case mobile = "next_redirect_mobile_url"
        case inApp = "next_redirect_app_url"
    }
}

/// A payment that was approved.
struct KakaoApproved: Decodable, Sendable {
    let tid: String
    let orderID: String
    let userID: String?
    let methodType: String?
    let amount: KakaoAmount

    private enum CodingKeys: String, CodingKey {
        case tid, amount
        case orderID = "partner_order_id"
        case userID = "partner_user_id"
        case methodType = "payment_method_type"
    }
}

/// A refund that was made.
struct KakaoCancelled: Decodable, Sendable {
    let id: String
    let tid: String
    let orderID: String?
    let approved: KakaoAmount

    private enum CodingKeys: String, CodingKey {
        case tid
        case id = "aid"
        case orderID = "partner_order_id"
        case approved = "approved_cancel_amount"
    }
}
