import ProviderKit

/// What an operator calls a payment.
extension OperatorDesk {
    /// As many as the log shows of a key.
    private static let shortestPrefix = 8

    /// The payments that a name names: a key, an order number, or the first eight or more characters of a key.
    ///
    /// - Parameter name: What somebody typed.
    /// - Returns: One payment, or all attempts of the orders with that number, the latest first; none where nothing has
    ///   that name.
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

    /// The one payment that a name means: an order's latest attempt. Malls count their orders alike, so a number alone
    /// may be that of several orders, and what is done to one of them must not be done to another mall's.
    ///
    /// - Parameters:
    ///   - name: What somebody typed, as ``find(_:)`` takes it.
    ///   - mall: The mall it must be of; any where it is `nil`.
    /// - Returns: The payment; `nil` where nothing has that name.
    /// - Throws: ``AmbiguousOrder``; what ``find(_:)`` throws.
    public func one(_ name: String, of mall: String? = nil) async throws -> Payment? {
        let found = try await find(name).filter { mall == nil || $0.order.mall == mall }
        guard Set(found.map(\.order)).count < 2 else { throw AmbiguousOrder(number: name, attempts: found) }
        return found.first
    }
}

/// The beginning of more than one payment's key.
struct AmbiguousName: Error, CustomStringConvertible {
    let name: String
    var description: String { "the keys of several payments begin with \(name); give more of the one that you mean" }
}
