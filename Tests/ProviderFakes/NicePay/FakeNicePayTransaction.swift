import ProviderKit

/// A transaction in the fake's books, amounts in won.
struct FakeNicePayTransaction {
    struct Cancel {
        let tid: String
        let amount: Int64
        let reason: String
        let at: Timestamp
    }

    let tid: String
    let orderId: String
    let amount: Int64
    let goodsName: String
    let method: String
    let vbankHolder: String?
    /// The issuer will say no when it is asked for the money.
    let isDoomed: Bool
    let authenticated: Timestamp
    /// `nil` until the merchant approved; before that inquiries find nothing.
    var status: String?
    var paidAt: Timestamp?
    var cancels: [Cancel] = []

    var cancelled: Int64 { cancels.reduce(0) { $0 + $1.amount } }
    var balance: Int64 { amount - cancelled }
}
