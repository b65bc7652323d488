import ProviderKit

/// The faults that wait for calls: one queue per verb, shared by all processes of the instance.
struct FaultQueue: Sendable {
    /// So many calls in a row meet one fault.
    struct Entry: Codable, Hashable, Sendable {
        var kind: FaultKind
        var count: Int
        var delayMilliseconds: Int?
    }

    /// More would not fit into one stored value.
    static let longest = 1000

    private let records: RecordStore
    private let chaos: ChaosSequence

    init(storage: any ProviderStorage, chaos: ChaosSequence) {
        records = RecordStore(storage: storage)
        self.chaos = chaos
    }

    /// Takes the fault that strikes the next call: the first that was asked for, else one by chance.
    func next(for verb: FaultVerb) async throws(ProviderError) -> Fault? {
        let taken = try await records.update(key(verb), as: [Entry].self) { entries throws(ProviderError) in
            guard var first = entries?.first else { return Entry?.none }
            first.count -= 1
            entries?.removeFirst()
            if first.count > 0 { entries?.insert(first, at: 0) }
            if entries?.isEmpty ?? false { entries = nil }
            return first
        }
        if let taken { return Fault(kind: taken.kind, delayMilliseconds: taken.delayMilliseconds) }
        return chaos.next(for: verb)
    }

    /// Puts a fault behind those that wait already.
    func append(_ entry: Entry, for verb: FaultVerb) async throws(ProviderError) {
        try await records.update(key(verb), as: [Entry].self) { entries throws(ProviderError) in
            guard (entries?.count ?? 0) < Self.longest else {
                throw ProviderError(.rejectedMessage, "\(Self.longest) faults wait for \(verb.rawValue) already")
            }
            entries = (entries ?? []) + [entry]
        }
    }

    func clear(_ verb: FaultVerb) async throws(ProviderError) {
        try await records.update(key(verb), as: [Entry].self) { entries throws(ProviderError) in entries = nil }
    }

    private func key(_ verb: FaultVerb) -> String { "fault/\(verb.rawValue)" }
}

extension [FaultQueue.Entry]: StoredRecord {}
