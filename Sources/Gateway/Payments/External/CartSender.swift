/// Tells the senders of one order's carts apart. It is an HMAC, from which no address can be read.
///
/// Order numbers can be guessed, so an order may have carts of several senders, and attempts to pay it of each.
public struct CartSender: Hashable, Sendable {
    /// 40 lower-case hexadecimal digits where ``CartKeys`` made it.
    public let text: String

    public init(_ text: String) { self.text = text }
}
