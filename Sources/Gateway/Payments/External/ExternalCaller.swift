/// Who asks about an external checkout, and for which order.
struct ExternalCaller: Hashable, Sendable {
    let mall: String
    let orderNumber: String
    /// Every address that the gateway gives out has it; the contract's own calls (A11, A12) need not.
    let key: CartKey?
    /// `nil` where the connection does not tell.
    let address: String?
}
