import Logging
import ProviderKit

/// Cancellations that somebody asks for and waits for.
extension CancellationService {
    /// What a request came to.
    enum Result: Sendable {
        case done
        case refused(String)
        /// The PG has accepted it, or has not said yet.
        case underWay
    }

    /// Decides which cancellation a request is; a new one is reserved and due at once.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - key: The payment.
    ///   - origin: Who asks.
    ///   - arrived: When the head of the request was read; now unless given.
    /// - Returns: The decision.
    /// - Throws: The database's error.
    func decide(
        _ request: CancellationRequest,
        of key: PaymentKey,
        origin: CancellationEntry.Origin,
        arrived: Timestamp? = nil
    ) async throws -> CancellationDecision {
        try await store.change(key) { [now = clock.now()] record in
            record.requestCancellation(request, origin: origin, arrived: arrived, at: now)
        }
    }

    /// Decides on a request of Cafe24's as far as it sends no money anywhere: an equal repeat, or one that is refused.
    ///
    /// - Returns: `nil` where it would be a new cancellation, or would turn one to another bank account; then nothing
    ///   was changed.
    /// - Throws: The database's error.
    func decideWithoutMoney(
        _ request: CancellationRequest,
        of key: PaymentKey,
        arrived: Timestamp
    ) async throws -> CancellationDecision? {
        try await store.change(key) { [now = clock.now()] record -> CancellationDecision? in
            var trial = record
            let decision = trial.requestCancellation(request, origin: .cafe24, arrived: arrived, at: now)
            let isNew = trial.cancellations.dropFirst(record.cancellations.count).contains { !$0.isOver }
            let isElsewhere = zip(record.cancellations, trial.cancellations).contains {
                $0.request?.bankAccount != $1.request?.bankAccount
            }
            guard !isNew, !isElsewhere else { return nil }
            record = trial
            return decision
        }
    }

    /// Brings a cancellation to its end, or as far as there is time for.
    ///
    /// Those that were reserved before it go first. A PG that cancels in its own time, or that gave no clear answer, is
    /// asked again until the deadline, also when a shutdown begins meanwhile: this request was read before it. While
    /// its account bears no more inquiries, only the waiting goes on.
    ///
    /// - Parameters:
    ///   - operation: A reserved cancellation.
    ///   - key: Its payment.
    ///   - deadline: How long the caller believes it can wait.
    /// - Returns: What is known by then.
    /// - Throws: The database's error.
    func carryThrough(_ operation: OperationID, of key: PaymentKey, until deadline: Timestamp) async throws -> Result {
        var pace = Pace()
        while true {
            let entries = try await store.cancellations(of: key)
            guard let index = entries.firstIndex(where: { $0.operation == operation }) else {
                return .refused("there is no such cancellation")
            }
            switch entries[index].state {
            case .done: return .done
            case .refused: return try await meaning(ofRefused: operation, of: key, until: deadline)
            default: break
            }
            guard clock.now() < deadline else { return .underWay }
            let first = entries[...index].first(where: \.holdsUpOthers) ?? entries[index]
            if pace.allows(first, at: clock.now()) {
                // The call to the PG goes on when the time is up; only the waiting for it ends.
                undertakings.begin { await ask(first.operation, of: key, isPending: first.state == .pending) }
            }
            try await signals.wait(for: key)
        }
    }

    /// How often a PG is asked about one cancellation while somebody waits.
    private struct Pace {
        private var asked: OperationID?
        private var tries = 0
        private var next = Timestamp(milliseconds: 0)

        /// Whether it may be asked now; another cancellation may be at once.
        mutating func allows(_ entry: CancellationEntry, at now: Timestamp) -> Bool {
            if entry.operation != asked { self = Pace(asked: entry.operation) }
            guard next <= now else { return false }
            let gaps = SettlementService.gaps
            next = now + gaps[min(tries, gaps.count - 1)]
            tries += 1
            return true
        }

        init(asked: OperationID? = nil) {
            self.asked = asked
        }
    }

    private func ask(_ operation: OperationID, of key: PaymentKey, isPending: Bool) async {
        await attempt(key) {
            guard isPending else { return try await perform(operation, of: key) }
            guard let payment = try await store.payment(key), settlement.takesBudget(payment) else { return }
            _ = try await settlement.lookAgain(at: payment, by: "gateway")
        }
    }

    func attempt(_ key: PaymentKey, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.error("a cancellation failed", metadata: ["payment": "\(key.short)", "error": "\(error)"])
        }
    }

    /// Whoever asked was not told that it is done. Written down beside the answer: Cafe24 has waited long enough.
    func notTold(_ operation: OperationID, of key: PaymentKey) {
        undertakings.begin {
            do {
                try await store.change(key) { [now = clock.now()] record in
                    record.cancellationNotTold(operation, at: now)
                }
            } catch {
                logger.error("a refund that was not told could not be flagged", metadata: ["payment": "\(key.short)"])
            }
        }
    }

    /// The answer was written to a connection that was still open; its writing began at a moment.
    func told(_ operation: OperationID, of key: PaymentKey, at moment: Timestamp) async throws {
        try await store.change(key) { record in record.cancellationTold(operation, at: moment) }
    }
}
