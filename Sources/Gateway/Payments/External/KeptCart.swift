import ProviderKit

/// A cart as it is kept until its buyer has paid.
public struct KeptCart: Sendable {
    public let key: CartKey
    public let mall: String
    public let orderNumber: String
    public var cart: Cart
    /// The total that was shown last, in minor units; `nil` where none was yet.
    public let shown: Int64?
    /// The attempt that was opened for this cart, and for no other.
    public let payment: PaymentKey?
}
