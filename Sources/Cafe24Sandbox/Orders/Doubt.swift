/// Why an answer about a payment is not believed.
enum Doubt: Sendable, Equatable {
    /// `extra_data` did not come back as it was sent.
    case extraDataChanged
    /// `hash_data` is missing or does not fit the other fields.
    case wrongHash
    /// A field names another payment than ours.
    case differs(field: String, expected: String, given: String)
    /// A field that every paid order has is missing or empty.
    case missing(field: String)
    /// A field has a value that the contract does not know.
    case unexpected(field: String, given: String)
    /// The answer calls the payment both paid and not paid.
    case contradiction(resultCode: String, paid: String)
}
