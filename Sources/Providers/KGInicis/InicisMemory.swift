import ProviderKit

/// What the module remembers of one payment.
struct InicisMemory: Hashable, Sendable, Codable {
    /// INICIS's transaction id, known from the approval on.
    var tid: String?
    var method: InicisMethod?
    /// The number of the virtual account that was issued.
    var account: String?
    /// When that account closes, where the approval told it.
    var closes: Timestamp?
    /// Whether the last deposit notice from a listed address said that the money came.
    var isDeposited = false

    init() {}

    init(of payment: PaymentReference) throws(ProviderError) {
        self = try payment.state?.value(as: InicisMemory.self) ?? InicisMemory()
    }
}
