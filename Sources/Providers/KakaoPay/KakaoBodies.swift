/// Opens a payment. Amounts are whole won; VAT is left to KakaoPay, which takes an eleventh of the taxed part.
struct KakaoReady: Encodable, Sendable {
    let orderID: String
    let userID: String
    let itemName: String
    let quantity = 1
    let total: Int64
    let taxFree: Int64
    let approvalURL: String
    let cancelURL: String
    let failureURL: String

    private enum CodingKeys: String, CodingKey {
        case orderID = "partner_order_id"
        case userID = "partner_user_id"
        case itemName = "item_name"
        case quantity
        case total = "total_amount"
        case taxFree = "tax_free_amount"
        case approvalURL = "approval_url"
        case cancelURL = "cancel_url"
        case failureURL = "fail_url"
    }
}

/// Completes a payment; order and user must be those of its opening.
struct KakaoApproval: Encodable, Sendable {
    let tid: String
    let orderID: String
    let userID: String
    let token: String
    let total: Int64
    /// Comes back in the list of what was done.
    let payload: String

    private enum CodingKeys: String, CodingKey {
        case tid, payload
        case orderID = "partner_order_id"
        case userID = "partner_user_id"
        case token = "pg_token"
        case total = "total_amount"
    }
}

struct KakaoInquiry: Encodable, Sendable {
    let tid: String
}

/// Gives back all or part.
struct KakaoCancellation: Encodable, Sendable {
    let tid: String
    let amount: Int64
    let taxFree: Int64
    let vat: Int64?
    /// What must still be there before it; KakaoPay refuses where it is not.
    let available: Int64
    /// Our operation, by which a refund whose answer was lost is found.
    let payload: String

    private enum CodingKeys: String, CodingKey {
        case tid, payload
        case amount = "cancel_amount"
        case taxFree = "cancel_tax_free_amount"
        case vat = "cancel_vat_amount"
        case available = "cancel_available_amount"
    }
}
