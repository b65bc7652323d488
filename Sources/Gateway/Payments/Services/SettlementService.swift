import Logging
import ProviderKit

/// Finds out what became of a payment, and has it approved where the PG waits for that (ledger, rules 2, 3 and 11).
struct SettlementService: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let signals: PaymentSignals
    let undertakings: Undertakings
    let unwritten: UnwrittenVerdicts
    let budget: InquiryBudget
    /// How often each payment's buyer has come back.
    let returns: RateLimiter
    let clock: any ProviderClock
    let logger: Logger

    /// Longer than any call to a PG may take, so that nobody takes over from a settler that is still at it.
    static let lease = Duration.seconds(75)
    /// Gaps between the tries while somebody waits; the last one repeats.
    static let gaps: [Duration] = [.milliseconds(250), .milliseconds(750), .seconds(2), .seconds(4)]

    /// What settling came to.
    struct Settlement: Sendable {
        let payment: Payment
        /// Why the PG gave no answer to build on, where it gave none.
        let failure: ProviderError?
        /// Somebody else works on it, so that nobody was asked.
        var isBusy = false
        /// An approval was begun, with the evidence that was settled by.
        var hasBegun = false
    }

    /// Settles by one piece of evidence, once.
    ///
    /// - Parameters:
    ///   - key: The payment.
    ///   - evidence: Why the PG is asked.
    ///   - approving: Whether an approval may be given if the rules allow it.
    ///   - repeating: Whether the approval in doubt was given with this evidence before.
    ///   - by: Who brings the evidence, for the story.
    ///   - deadline: How long to wait for somebody else who is settling it.
    /// - Returns: The payment as it stands then.
    /// - Throws: The database's error.
    func settle(
        _ key: PaymentKey,
        _ evidence: Evidence,
        approving: Bool,
        repeating: Bool = false,
        by: String,
        until deadline: Timestamp
    ) async throws -> Settlement {
        while true {
            switch try await claim(key, evidence, approving: approving, repeating: repeating, by: by) {
            case .settled(let payment):
                return Settlement(payment: payment, failure: nil)
            case .claimed(let claim):
                var settlement = try await undertakings.carryOut { try await verify(evidence, claim) }
                settlement.hasBegun = claim.part == .begins
                return settlement
            case .busy:
                // A buyer still waits for an answer while the gateway shuts down; what the PG reports is kept.
                guard clock.now() < deadline, !evidence.isReport || !undertakings.isClosing else {
                    return try await current(key, isBusy: true)
                }
                try await signals.wait(for: key)
                let settlement = try await current(key)
                // What the PG reports may be newer than what the other settler was told: only its own look answers it.
                if settlement.payment.isConclusive, !evidence.isReport { return settlement }
            }
        }
    }

    /// An order that another attempt holds is never approved for this one; the PG is looked at all the same.
    private func claim(
        _ key: PaymentKey,
        _ evidence: Evidence,
        approving: Bool,
        repeating: Bool,
        by: String
    ) async throws -> PaymentRecord.ClaimOutcome {
        let now = clock.now()
        try await unwritten.write(key, to: store, at: now)
        do {
            return try await store.change(key) { record in
                record.claim(
                    evidence,
                    approving: approving,
                    repeating: repeating,
                    by: by,
                    at: now,
                    lease: Self.lease
                )
            }
        } catch StoreError.orderHeldElsewhere {
            return try await store.change(key) { record in
                record.claim(evidence, approving: false, by: by, at: now, lease: Self.lease)
            }
        }
    }

    private func verify(_ evidence: Evidence, _ claim: PaymentRecord.Claim) async throws -> Settlement {
        let key = claim.payment.key
        defer { signals.signal(key) }
        do {
            let provider = try await providers.provider(of: claim.payment.accountID)
            let snapshot = try await provider.verify(evidence, of: claim.payment.reference, approval: claim.approval)
            let proof = type(of: provider).manifest.inquiry
            return try await apply(snapshot, claim, of: evidence, proof: proof)
        } catch let error as ProviderError {
            logger.warning(
                "the PG gave no clear answer",
                metadata: ["payment": "\(key.short)", "error": "\(error)"]
            )
            let payment = try await store.change(key) { [now = clock.now()] record in
                try record.verifyFailed(error, claim, at: now)
            }
            return Settlement(payment: payment, failure: error)
        } catch is StaleClaim {
            logger.warning("a settler came too late", metadata: ["payment": "\(key.short)"])
            return try await current(key, isBusy: true)
        }
    }

    /// Where another attempt of the order was paid meanwhile, this one has lost it: its money goes back.
    private func apply(
        _ snapshot: PaymentSnapshot,
        _ claim: PaymentRecord.Claim,
        of evidence: Evidence,
        proof: InquiryProof
    ) async throws -> Settlement {
        let now = clock.now()
        try await unwritten.write(claim.payment.key, to: store, at: now)
        do {
            let payment = try await store.change(claim.payment.key) { record in
                try record.apply(snapshot, claim, of: evidence, proof: proof, at: now)
            }
            return Settlement(payment: payment, failure: nil)
        } catch StoreError.orderHeldElsewhere {
            let payment = try await store.change(claim.payment.key) { record in
                record.loseOrder(at: now)
                return try record.apply(snapshot, claim, of: evidence, proof: proof, at: now)
            }
            return Settlement(payment: payment, failure: nil)
        }
    }

    func current(_ key: PaymentKey, isBusy: Bool = false) async throws -> Settlement {
        guard let payment = try await store.payment(key) else { throw StoreError.noSuchPayment }
        return Settlement(payment: payment, failure: nil, isBusy: isBusy)
    }
}

extension Payment {
    /// The PG's word is known.
    var isConclusive: Bool { state.wasPaid || state.isDead || state == .pending }
}
