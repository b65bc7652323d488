import ProviderKit

/// What the PG says now, taken in only where it is consistent (ledger, rule 2).
extension PaymentRecord {
    /// Takes in what the PG said and ends the claim.
    ///
    /// - Parameters:
    ///   - snapshot: What the PG says now.
    ///   - claim: The claim it was asked under.
    ///   - evidence: Why it was asked.
    ///   - proof: What an inquiry at this PG proves.
    ///   - now: The time.
    /// - Returns: The payment as it stands now.
    /// - Throws: ``StaleClaim``.
    mutating func apply(
        _ snapshot: PaymentSnapshot,
        _ claim: Claim,
        of evidence: Evidence,
        proof: InquiryProof,
        at now: Timestamp
    ) throws -> Payment {
        try dropLease(claim.fence)
        let shown = payment.providerStatus
        learn(from: snapshot, at: now)
        if let conflict = conflict(in: snapshot) {
            take(conflict, in: snapshot, at: now)
        } else {
            follow(snapshot, claim, of: evidence, proof: proof, at: now)
            endVoids(by: snapshot.status, proof: proof, at: now)
            let hasNews = snapshot.status != shown || payment.state != claim.before
            closeWhatMustNotCome(hasNews: hasNews, at: now)
        }
        planNextLook(at: now)
        return payment
    }

    private mutating func learn(from snapshot: PaymentSnapshot, at now: Timestamp) {
        learn(references: snapshot.references)
        if snapshot.status != payment.providerStatus {
            note(.snapshot, by: "pg", at: now, ["status": snapshot.status.name, "paid": snapshot.paid.description])
        }
        payment.providerStatus = snapshot.status
        payment.moduleState = snapshot.state ?? payment.moduleState
        payment.transactionID = snapshot.transactionID ?? payment.transactionID
        payment.method = snapshot.method ?? payment.method
    }

    /// The one place where the PG's word becomes the payment's state.
    private mutating func follow(
        _ snapshot: PaymentSnapshot,
        _ claim: Claim,
        of evidence: Evidence,
        proof: InquiryProof,
        at now: Timestamp
    ) {
        if claim.before == .unknown, proof != .presenceAndAbsence, snapshot.status.isOnlyTold(by: evidence) {
            return doubt("a return proves nothing", claim, at: now)
        }
        switch snapshot.status {
        case .paid:
            becomePaid(snapshot, after: claim.before, at: now)
        case .pending(let wait):
            becomePending(wait, until: snapshot.virtualAccount?.expires, after: claim.before, at: now)
        case .declined(let code, let message):
            end(as: .declined, reason: .init(code: code, message: message), at: now)
        case .abandoned:
            end(as: .abandoned, at: now)
        case .expired:
            end(as: .expired, at: now)
        case .reversed:
            end(as: .reversed, at: now)
        case .buyerActs:
            resume(claim.before, at: now)
        case .open:
            staysOpen(claim, of: evidence, proof: proof, at: now)
        case .absent:
            guard proof == .presenceAndAbsence else { return doubt("the PG knows no such payment", claim, at: now) }
            end(as: .abandoned, reason: .init(code: "", message: "unknown to the PG"), at: now)
        case .unknown(let words):
            doubt(words, claim, at: now)
        }
    }

    /// Paid payments rest, and those whose session the PG has ended. A declined or abandoned one does not: the buyer
    /// may still pay in another tab. And a paid one does not whose last question, for which there was a reason, had no
    /// answer.
    mutating func planNextLook(hasAnswer: Bool = true, at now: Timestamp) {
        let hasPendingCancellation = cancellations.contains { [.pending, .unknown].contains($0.state) }
        let isOver = payment.state.wasPaid && hasAnswer || [.expired, .reversed, .cancelled].contains(payment.state)
        if isOver, !hasPendingCancellation {
            payment.nextLook = nil
        } else {
            payment.nextLook = InquirySchedule.next(
                after: now,
                since: payment.lastSign,
                until: payment.expires,
                mayBePaidAnyMoment: !payment.isOnItsWay
            )
            lookWhenHoldIsForgotten(at: now)
            if payment.nextLook == nil, [.unknown, .pending].contains(payment.state) || hasPendingCancellation {
                raise(.unresolved, at: now)
            }
        }
    }
}

extension PaymentSnapshot.Status {
    /// Whether a module may say so for no other reason than the address by which a browser came.
    fileprivate func isOnlyTold(by evidence: Evidence) -> Bool {
        guard case .returned(_, let door) = evidence, door != .success else { return false }
        switch self {
        case .abandoned, .declined: return true
        default: return false
        }
    }

    /// For the story.
    var name: String {
        switch self {
        case .open: "open"
        case .abandoned: "abandoned"
        case .pending(let wait): "pending (\(wait.rawValue))"
        case .paid: "paid"
        case .declined(let code, _): "declined (\(code))"
        case .buyerActs: "buyer acts"
        case .expired: "expired"
        case .reversed: "reversed"
        case .absent: "absent"
        case .unknown(let words): "unknown (\(words.prefix(40)))"
        }
    }
}
