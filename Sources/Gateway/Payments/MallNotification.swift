/// Something Cafe24 must be told, as it was when it happened (contract, B2 to B4).
///
/// The rest of the message (partner id, order, currency) is the payment's, and the hash is made when it
/// is sent, with the service key of that day.
public struct MallNotification: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// A payment was made, or a virtual account was issued for it.
        case payment
        /// An asynchronous cancellation ended.
        case cancellation
    }

    public let kind: Kind
    public let url: String
    /// The paid total, or the amount that went back; the text that is signed.
    public let amount: String
    /// For a payment `payed_tf`, for a cancellation whether the money is back.
    public let isDone: Bool
    public let code: String
    public let message: String
    public let tid: String
    /// The module's name of the payment method.
    public let method: String?
    /// The `extra_data` of the request that is told of, a JSON object as it came; `nil` where it is the payment's.
    public let extraData: String?

    public init(
        kind: Kind,
        url: String,
        amount: String,
        isDone: Bool,
        code: String,
        message: String,
        tid: String,
        method: String?,
        extraData: String? = nil
    ) {
        self.kind = kind
        self.url = url
        self.amount = amount
        self.isDone = isDone
        self.code = code
        self.message = message
        self.tid = tid
        self.method = method
        self.extraData = extraData
    }
}
