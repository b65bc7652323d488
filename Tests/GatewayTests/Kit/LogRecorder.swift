import Logging
import Synchronization

/// Keeps every log line, at every level, as text.
final class LogRecorder: Sendable {
    private struct State {
        var lines: [String] = []
        var watchers: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    var text: String { state.withLock { $0.lines.joined(separator: "\n") } }

    /// How many lines say this.
    func count(of words: String) -> Int { state.withLock { state in state.lines.count { $0.contains(words) } } }

    /// Returns when so many lines have said this.
    func says(_ words: String, times: Int = 1) async {
        while true {
            let (stream, watcher) = AsyncStream.makeStream(of: Void.self)
            let isSaid = state.withLock { state in
                state.watchers.append(watcher)
                return state.lines.count { $0.contains(words) } >= times
            }
            if isSaid { return }
            for await _ in stream {}
        }
    }

    func makeLogger() -> Logger {
        var logger = Logger(label: "test") { [self] _ in Handler(recorder: self) }
        logger.logLevel = .trace
        return logger
    }

    private func add(_ line: String) {
        let watchers = state.withLock { state in
            state.lines.append(line)
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.finish() }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let standing = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
            let all = standing.merging(event.metadata ?? [:]) { $1 }
            recorder.add("\(event.level) \(event.message) \(all)")
        }
    }
}
