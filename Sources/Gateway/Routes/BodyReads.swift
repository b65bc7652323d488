import AsyncAlgorithms
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Reads bodies without waiting for ever: neither a sender that stops half-way nor a shutdown is kept waiting.
///
/// One clock watches over all of them. A timer for each request would outlive it by far.
final class BodyReads: Service, Sendable {
    /// How long a sender has for its body, at least.
    static let patience = Duration.seconds(10)
    private static let tick = Duration.seconds(1)

    private struct Reading: Sendable {
        let began: ContinuousClock.Instant
        let task: Task<ByteBuffer, any Error>
        var refusal: Refusal?
    }

    private struct State {
        var readings: [UInt64: Reading] = [:]
        var last: UInt64 = 0
        var isClosing = false
    }

    private let state = Mutex(State())

    /// - Throws: `NIOTooManyBytesError` where the body is larger, at once where it says so beforehand; ``Refusal`` where
    ///   it is late or the gateway ends; what reading it throws.
    func body(of request: Request, upTo size: Int) async throws -> ByteBuffer {
        // Without either header there is no body to wait for (RFC 9112, section 6.3).
        guard request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil else {
            return ByteBuffer()
        }
        if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > size {
            throw NIOTooManyBytesError(maxBytes: size)
        }
        // A task of its own, so that it can be ended without ending the connection that answers.
        let task = Task {
            var request = request
            return try await request.collectBody(upTo: size)
        }
        let number = begin(task)
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        if let refusal = end(number) { throw refusal }
        return try result.get()
    }

    private func begin(_ task: Task<ByteBuffer, any Error>) -> UInt64 {
        state.withLock { state in
            state.last += 1
            state.readings[state.last] = Reading(began: .now, task: task)
            if state.isClosing { Self.giveUp(state.last, in: &state, Self.shutdown) }
            return state.last
        }
    }

    private func end(_ number: UInt64) -> Refusal? {
        state.withLock { $0.readings.removeValue(forKey: number)?.refusal }
    }

    private static let late = Refusal(.late, "the body did not come in time")
    private static let shutdown = Refusal(.unavailable, "the gateway is being restarted; please try again")

    private static func giveUp(_ number: UInt64, in state: inout State, _ refusal: Refusal) {
        guard state.readings[number]?.refusal == nil else { return }
        state.readings[number]?.refusal = refusal
        state.readings[number]?.task.cancel()
    }

    /// Ends what waits too long; with a graceful shutdown all.
    func run() async {
        for await now in AsyncTimerSequence(interval: Self.tick, clock: .continuous).cancelOnGracefulShutdown() {
            giveUp(Self.late) { $0.began + Self.patience <= now }
        }
        state.withLock { $0.isClosing = true }
        giveUp(Self.shutdown) { _ in true }
    }

    private func giveUp(_ refusal: Refusal, where isOver: (Reading) -> Bool) {
        state.withLock { state in
            for (number, reading) in state.readings where isOver(reading) {
                Self.giveUp(number, in: &state, refusal)
            }
        }
    }
}
