import ProviderKit

extension Payment {
    /// Which payment it is, for a person: a key alone shows nobody that it is the wrong one.
    public var words: String { "\(amount) for order \(order.number), mall \(order.mall), shop \(order.shop)" }
}
