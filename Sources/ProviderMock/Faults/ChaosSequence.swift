import Synchronization

/// Counts the calls of one account since the process started, so that the n-th one meets the n-th draw.
final class ChaosSequence: Sendable {
    private let chaos: Chaos
    private let calls = Mutex<[FaultVerb: UInt64]>([:])
    private let webhooks = Mutex<UInt64>(0)

    init(_ chaos: Chaos) {
        self.chaos = chaos
    }

    func next(for verb: FaultVerb) -> Fault? {
        guard !chaos.odds.isEmpty else { return nil }
        let call = calls.withLock { calls in
            calls[verb, default: 0] += 1
            return calls[verb, default: 0]
        }
        return chaos.fault(for: verb, call: call)
    }

    /// Whether the next webhook is sent once more.
    func duplicatesWebhook() -> Bool {
        guard !chaos.odds.isEmpty else { return false }
        let number = webhooks.withLock { number in
            number += 1
            return number
        }
        return chaos.duplicatesWebhook(number)
    }
}
