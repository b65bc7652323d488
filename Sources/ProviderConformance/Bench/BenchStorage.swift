public import Foundation
public import ProviderKit
import Synchronization

/// A provider instance's storage, in memory.
public final class BenchStorage: ProviderStorage {
    private struct State {
        var values: [String: StoredValue] = [:]
        var version: Int64 = 0
    }

    private let state = Mutex(State())

    public init() {}

    public func get(_ key: String) async throws(ProviderError) -> StoredValue? {
        state.withLock { $0.values[key] }
    }

    public func put(_ key: String, _ value: Data) async throws(ProviderError) {
        state.withLock { state in
            state.version += 1
            state.values[key] = StoredValue(data: value, version: state.version)
        }
    }

    public func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool {
        state.withLock { state in
            guard state.values[key]?.version == version else { return false }
            state.version += 1
            state.values[key] = value.map { StoredValue(data: $0, version: state.version) }
            return true
        }
    }

    public func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)] {
        state.withLock { state in
            let keys = state.values.keys.filter { $0.hasPrefix(prefix) && $0 > after ?? "" }.sorted()
            return keys.prefix(limit).compactMap { key in state.values[key].map { (key, $0) } }
        }
    }
}
