import Synchronization

/// Which keys of a module's storage are known to hold nothing, so that asking again costs no question to the database.
///
/// A module asks for some keys with every payment and nearly never finds anything: the faults of the mock, say. A write
/// of this process ends what is known of its key. An operator's command writes from a process of its own: whenever our
/// writer finds that somebody else has committed, all is forgotten (``SQLiteWriter``). A module is called behind a
/// write of its payment's claim, so it finds what another process left there before it gave the claim up.
final class AbsentKeys: Sendable {
    struct Name: Hashable, Sendable {
        let instance: String
        let key: String
    }

    /// A question to the database whose answer may be remembered, unless a write comes first.
    struct Question: Sendable {
        let name: Name
        fileprivate let number: UInt64
    }

    private struct State {
        /// The questions that no write has made worthless.
        var asked: [Name: Set<UInt64>] = [:]
        var absent: Set<Name> = []
        var lastNumber: UInt64 = 0
    }

    /// Beyond this all is forgotten: anybody can ask for keys that nobody has.
    private static let most = 1000

    private let state = Mutex(State())

    /// - Returns: `nil` where the key is known to hold nothing. Otherwise ``answer(_:isAbsent:)`` must follow.
    func ask(_ name: Name) -> Question? {
        state.withLock { state in
            if state.absent.contains(name) { return nil }
            state.lastNumber += 1
            state.asked[name, default: []].insert(state.lastNumber)
            return Question(name: name, number: state.lastNumber)
        }
    }

    /// Tells what the database said. It counts only if nobody has written the key since this very question.
    func answer(_ question: Question, isAbsent: Bool) {
        state.withLock { state in
            guard state.asked[question.name]?.remove(question.number) != nil else { return }
            if state.asked[question.name]?.isEmpty ?? false { state.asked[question.name] = nil }
            guard isAbsent else { return }
            if state.absent.count == Self.most { state.absent = [] }
            state.absent.insert(question.name)
        }
    }

    /// To be called when a key was written, and before its writer is answered.
    func forget(_ name: Name) {
        state.withLock { state in
            state.asked[name] = nil
            state.absent.remove(name)
        }
    }

    /// To be called when another process has written, whatever it was.
    func forgetAll() {
        state.withLock { state in
            state.asked = [:]
            state.absent = []
        }
    }
}
