public import Foundation

/// A small durable key-value store of one provider instance, in the gateway's database.
///
/// Each call is one transaction and durable when it returns. Keys are at most 200 bytes, values at most 256 KiB.
/// Every method throws ``ProviderError/Code/temporary`` where the database could not be asked.
public protocol ProviderStorage: Sendable {
    func get(_ key: String) async throws(ProviderError) -> StoredValue?

    /// Writes, whatever was there before.
    func put(_ key: String, _ value: Data) async throws(ProviderError)

    /// Writes only if nobody else has written since.
    ///
    /// - Parameters:
    ///   - key: The name of the value.
    ///   - value: The new value; `nil` removes it.
    ///   - version: The version that was read; `nil` says that nothing may be there.
    /// - Returns: Whether it was written.
    /// - Throws: ``ProviderError/Code/temporary``.
    func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool

    /// Values whose keys begin with a prefix, by key.
    ///
    /// - Parameters:
    ///   - prefix: The beginning of the key; empty for all.
    ///   - after: Only keys behind this one; `nil` from the first.
    ///   - limit: The most to return.
    /// - Returns: Keys with their values, in the order of their UTF-8 bytes.
    /// - Throws: ``ProviderError/Code/temporary``.
    func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)]
}

/// A value with the version that ``ProviderStorage/compareAndSet(_:_:version:)`` asks for.
public struct StoredValue: Hashable, Sendable {
    public let data: Data
    /// Changes with every write.
    public let version: Int64

    public init(data: Data, version: Int64) {
        self.data = data
        self.version = version
    }
}
