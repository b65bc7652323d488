import Foundation
import ProviderKit

/// JSON records in the instance's storage, changed so that no writer undoes another's change.
struct RecordStore: Sendable {
    let storage: any ProviderStorage

    /// Writes a record where there is none.
    ///
    /// - Returns: Whether it was written; one single write, no read.
    func insert(_ key: String, _ record: some StoredRecord) async throws(ProviderError) -> Bool {
        try await storage.compareAndSet(key, try Self.encode(record), version: nil)
    }

    func read<Record: Decodable>(_ key: String, as type: Record.Type) async throws(ProviderError) -> Record? {
        guard let stored = try await storage.get(key) else { return nil }
        return try Self.decode(type, stored.data)
    }

    /// Changes a record by compare-and-set, again with the newer one when somebody else was faster.
    ///
    /// A change that leaves the record as it is costs no write. `change` may run several times, and sets `nil` to
    /// remove.
    @discardableResult
    func update<Record: StoredRecord, Value>(
        _ key: String,
        as type: Record.Type,
        _ change: (inout Record?) throws(ProviderError) -> Value
    ) async throws(ProviderError) -> Value {
        while true {
            guard !Task.isCancelled else { throw ProviderError(.temporary, "the call was cancelled") }
            let stored = try await storage.get(key)
            var record: Record?
            if let stored { record = try Self.decode(type, stored.data) }
            let before = record
            let value = try change(&record)
            guard record != before else { return value }
            var data: Data?
            if let record { data = try Self.encode(record) }
            if try await storage.compareAndSet(key, data, version: stored?.version) { return value }
        }
    }

    static func decode<Record: Decodable>(_ type: Record.Type, _ data: Data) throws(ProviderError) -> Record {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw ProviderError(.configuration, "a stored record is not a \(type)")
        }
    }

    private static func encode(_ record: some StoredRecord) throws(ProviderError) -> Data {
        do {
            return try record.stored()
        } catch {
            throw ProviderError(.invalidRequest, "a record does not encode")
        }
    }
}
