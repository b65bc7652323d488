/// The result codes that Cafe24 is answered with (contract, section E).
enum ResultCode: String, Sendable {
    case success = "0000"
    /// Failed, cancelled, refused, or anything else.
    case failure = "9999"
    /// Asynchronous returns only: the PG declined.
    case declined = "0001"
    /// Status answers only.
    case notPaid = "1400"
}
