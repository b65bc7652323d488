import Logging
import Synchronization

/// What a handler adds to the log line of its request.
final class RequestNotes: Sendable {
    private let notes = Mutex<Logger.Metadata>([:])

    func add(_ name: String, _ value: String) {
        notes.withLock { $0[name] = .string(value) }
    }

    var all: Logger.Metadata { notes.withLock { $0 } }
}
