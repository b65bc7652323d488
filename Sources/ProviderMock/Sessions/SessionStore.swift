import ProviderKit

/// All sessions of the instance.
struct SessionStore: Sendable {
    private static let prefix = "session/"
    private static let pageSize = 500

    private let storage: any ProviderStorage
    private let records: RecordStore

    init(storage: any ProviderStorage) {
        self.storage = storage
        records = RecordStore(storage: storage)
    }

    /// Writes a new session; where it exists already, changes that one.
    ///
    /// - Returns: The session as it is now. A new one costs one write and no read.
    func insert(
        _ session: Session,
        orChange change: (inout Session) throws(ProviderError) -> Void
    ) async throws(ProviderError) -> Session {
        if try await records.insert(Self.prefix + session.id, session) { return session }
        let changed = try await update(session.id) { existing throws(ProviderError) in
            try change(&existing)
            return existing
        }
        guard let changed else { throw ProviderError(.unknown, "a session disappeared") }
        return changed
    }

    func find(_ id: String) async throws(ProviderError) -> Session? {
        guard let session = try await records.read(Self.prefix + id, as: Session.self) else { return nil }
        return session.status == .unopened ? nil : session
    }

    /// Changes a session.
    ///
    /// - Returns: What `change` gave at last; `nil` where there is no such session.
    func update<Value>(
        _ id: String,
        _ change: (inout Session) throws(ProviderError) -> Value
    ) async throws(ProviderError) -> Value? {
        try await records.update(Self.prefix + id, as: Session.self) { record throws(ProviderError) in
            guard var session = record else { return nil }
            let value = try change(&session)
            record = session
            return value
        }
    }

    /// Every session that was opened, of all merchants, by id.
    func all() async throws(ProviderError) -> [Session] {
        var sessions: [Session] = []
        var last: String?
        while true {
            let page = try await storage.list(prefix: Self.prefix, after: last, limit: Self.pageSize)
            for (_, value) in page {
                sessions.append(try RecordStore.decode(Session.self, value.data))
            }
            guard let next = page.last?.key, page.count == Self.pageSize else { break }
            last = next
        }
        return sessions.filter { $0.status != .unopened }
    }
}
