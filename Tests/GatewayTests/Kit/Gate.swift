import Synchronization

/// Holds whoever comes until it is opened, and tells when somebody has come.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrived = 0
        var held: [AsyncStream<Void>.Continuation] = []
        var watchers: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    /// Waits for ``open()``.
    func pass() async {
        let (stream, end) = AsyncStream.makeStream(of: Void.self)
        let (isOpen, watchers) = state.withLock { state in
            state.arrived += 1
            if !state.isOpen { state.held.append(end) }
            defer { state.watchers = [] }
            return (state.isOpen, state.watchers)
        }
        for watcher in watchers { watcher.finish() }
        if !isOpen { for await _ in stream {} }
    }

    /// Lets everybody through from now on.
    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for one in held { one.finish() }
    }

    /// Returns when so many have come.
    func arrival(of count: Int = 1) async {
        while true {
            let (stream, watcher) = AsyncStream.makeStream(of: Void.self)
            let isReached = state.withLock { state in
                if state.arrived < count { state.watchers.append(watcher) }
                return state.arrived >= count
            }
            if isReached { return }
            for await _ in stream {}
        }
    }
}
