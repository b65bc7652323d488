import ProviderKit

/// What an operator calls a payment.
extension OperatorDesk {
    /// As many as the log shows of a key.
    private static let shortestPrefix = 8

    /// The payments that a name names: a key, an order number, or the first eight or more characters of a key.
    ///
    /// - Parameter name: What somebody typed.
    /// - Returns: One payment, or all attempts of an order, the latest first; none where nothing has that name.
    /// - Throws: ``AmbiguousName``; the database's error.
    public func find(_ name: String) async throws -> [Payment] {
        if let key = PaymentKey(name) { return try await core.store.payment(key).map { [$0] } ?? [] }
        let attempts = try await core.store.payments(orderNumber: name)
        guard attempts.isEmpty, name.utf8.count >= Self.shortestPrefix else { return attempts }
        let keys = try await core.store.keys(beginningWith: name, limit: 2)
        guard keys.count < 2 else { throw AmbiguousName(name: name) }
        guard let key = keys.first else { return [] }
        return try await core.store.payment(key).map { [$0] } ?? []
    }
}

/// The beginning of more than one payment's key.
struct AmbiguousName: Error, CustomStringConvertible {
    let name: String
    var description: String { "the keys of several payments begin with \(name); give more of the one that you mean" }
}
