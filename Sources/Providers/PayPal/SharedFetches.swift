import ProviderKit

/// Remembers what was fetched. There is one fetch at a time, and all who wait for it share its outcome.
actor SharedFetches<Key: Hashable & Sendable, Value: Sendable> {
    private struct Fetch {
        let key: Key
        let outcome: Task<Result<Value, ProviderError>, Never>
    }

    private let limit: Int
    private var values: [Key: Value] = [:]
    private var current: Fetch?

    /// - Parameter limit: How many values are remembered; all are forgotten when there is no room for one more.
    init(limit: Int) {
        self.limit = limit
    }

    /// The remembered value, or one that is fetched now.
    ///
    /// A fetch belongs to all who wait, so it goes on when the caller who began it is cancelled; its HTTP deadline
    /// bounds it.
    ///
    /// - Parameters:
    ///   - key: What the value is remembered by.
    ///   - isFresh: Whether a remembered value may still be used.
    ///   - fetch: Gets a new one.
    /// - Returns: The value.
    /// - Throws: What the fetch threw.
    func value(
        for key: Key,
        isFresh: @Sendable (Value) -> Bool = { _ in true },
        _ fetch: @escaping @Sendable () async throws(ProviderError) -> Value
    ) async throws(ProviderError) -> Value {
        while true {
            if let value = values[key], isFresh(value) { return value }
            guard let current else { break }
            let outcome = await current.outcome.value
            if current.key == key { return try outcome.get() }
        }
        let outcome = Task { await carryOut(fetch, for: key) }
        current = Fetch(key: key, outcome: outcome)
        return try await outcome.value.get()
    }

    /// Forgets a value, unless it was replaced by one that the condition does not hold for.
    func forget(_ key: Key, where condition: @Sendable (Value) -> Bool = { _ in true }) {
        if let value = values[key], condition(value) { values[key] = nil }
    }

    private func carryOut(
        _ fetch: @Sendable () async throws(ProviderError) -> Value,
        for key: Key
    ) async -> Result<Value, ProviderError> {
        defer { current = nil }
        do throws(ProviderError) {
            let value = try await fetch()
            if values[key] == nil, values.count >= limit { values = [:] }
            values[key] = value
            return .success(value)
        } catch {
            return .failure(error)
        }
    }
}
