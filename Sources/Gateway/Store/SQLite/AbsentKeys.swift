import Synchronization

/// Which keys of a module's storage are known to hold nothing, so that asking again costs no question to the database.
///
/// A module asks for some keys with every payment and nearly never finds anything: the faults of the mock, say. The
/// process that serves a database is the only one that writes such keys, and each of its writes ends what is known of
/// its key.
final class AbsentKeys: Sendable {
    struct Name: Hashable, Sendable {
        let instance: String
        let key: String
    }

    private struct State {
        /// Being looked for in the database at this moment.
        var asked: Set<Name> = []
        var absent: Set<Name> = []
    }

    /// Beyond this all is forgotten: anybody can ask for keys that nobody has.
    private static let most = 1000

    private let state = Mutex(State())

    /// - Returns: Whether the key holds nothing. Where that is not known, ``answer(_:isAbsent:)`` must follow.
    func ask(_ name: Name) -> Bool {
        state.withLock { state in
            if state.absent.contains(name) { return true }
            state.asked.insert(name)
            return false
        }
    }

    /// Tells what the database said. It counts only if nobody has written the key since the question.
    func answer(_ name: Name, isAbsent: Bool) {
        state.withLock { state in
            guard state.asked.remove(name) != nil, isAbsent else { return }
            if state.absent.count == Self.most { state.absent = [] }
            state.absent.insert(name)
        }
    }

    /// To be called when a key was written, and before its writer is answered.
    func forget(_ name: Name) {
        state.withLock { state in
            state.asked.remove(name)
            state.absent.remove(name)
        }
    }
}
