import Foundation
import ProviderKit
import Synchronization

/// The instance's storage, in memory, which counts what it is asked.
final class MemoryStorage: ProviderStorage {
    struct Counts: Equatable, Sendable {
        var reads = 0
        var writes = 0
        var lists = 0
    }

    private struct State {
        var values: [String: StoredValue] = [:]
        var version: Int64 = 0
        var counts = Counts()
    }

    private let state = Mutex(State())

    var counts: Counts { state.withLock { $0.counts } }

    func get(_ key: String) async throws(ProviderError) -> StoredValue? {
        let value = state.withLock { state in
            state.counts.reads += 1
            return state.values[key]
        }
        // Lets other tasks in between a read and the write that follows it.
        await Task.yield()
        return value
    }

    func put(_ key: String, _ value: Data) async throws(ProviderError) {
        state.withLock { state in
            state.counts.writes += 1
            state.version += 1
            state.values[key] = StoredValue(data: value, version: state.version)
        }
    }

    func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool {
        state.withLock { state in
            guard state.values[key]?.version == version else { return false }
            state.counts.writes += 1
            state.version += 1
            state.values[key] = value.map { StoredValue(data: $0, version: state.version) }
            return true
        }
    }

    func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)] {
        state.withLock { state in
            state.counts.lists += 1
            let keys = state.values.keys.filter { $0.hasPrefix(prefix) && $0 > after ?? "" }.sorted()
            return keys.prefix(limit).compactMap { key in state.values[key].map { (key, $0) } }
        }
    }
}
