import ProviderKit

/// One settler per payment (ledger, rule 3).
extension PaymentRecord {
    /// What came of trying to become the settler of a payment.
    enum ClaimOutcome: Sendable {
        /// The caller may ask the PG now.
        case claimed(Claim)
        /// Somebody else works on it.
        case busy
        /// There is nothing to find out.
        case settled(Payment)
    }

    /// The right to settle a payment, until the lease ends.
    struct Claim: Sendable {
        let payment: Payment
        let fence: Int64
        /// The key to approve with; `nil` means: look only.
        let approval: OperationID?
        /// The state to go back to where surely nothing happened.
        let before: PaymentState
        /// The last sign of life and the next look, to go back to where the evidence was none.
        let lastSign: Timestamp
        let nextLook: Timestamp?
    }

    /// Takes the lease, and writes down what is about to be asked: the evidence, and the approval where one is due.
    ///
    /// - Parameters:
    ///   - evidence: Why the PG is to be asked.
    ///   - approving: Whether the caller wants an approval; the rules here may still say no.
    ///   - by: Who brings the evidence, for the story.
    ///   - now: The time.
    ///   - lease: How long the caller may take.
    /// - Returns: Whether the caller is the settler.
    mutating func claim(
        _ evidence: Evidence,
        approving: Bool,
        by: String,
        at now: Timestamp,
        lease: Duration
    ) -> ClaimOutcome {
        if evidence.isReturn, payment.state.wasPaid { return .settled(payment) }
        // A PG reports when it could not give back what it said it had.
        if payment.state == .cancelled, !evidence.isReport { return .settled(payment) }
        guard payment.lease.until <= now else { return .busy }

        let (lastSign, nextLook) = (payment.lastSign, payment.nextLook)
        takeLease(at: now, for: lease)
        payment.nextLook = now + lease
        // Whoever was settling is gone, and may have sent the approval.
        let before = payment.state == .settling ? PaymentState.unknown : payment.state
        let approval = approving ? reserveApproval(by: by, at: now) : nil
        if !evidence.isInquiry {
            payment.lastSign = now
            // An approval that was begun is repeated with the evidence it was begun with (rule 1).
            if payment.approval == nil || approval != nil { keep(evidence) }
            note(.claimed, by: by, at: now, ["evidence": evidence.name, "fence": String(payment.lease.fence)])
        }
        return .claimed(
            Claim(
                payment: payment,
                fence: payment.lease.fence,
                approval: approval,
                before: before,
                lastSign: lastSign,
                nextLook: nextLook
            )
        )
    }

    /// Reserves the order for this attempt and names the approval. An attempt that lost its order, or that Cafe24 was
    /// told is not paid, is never approved; one that is paid needs none. Where the PG has declined or reversed the
    /// approval, its operation is used up: the same order again opens another attempt.
    private mutating func reserveApproval(by: String, at now: Timestamp) -> OperationID? {
        guard payment.superseded == nil, payment.verdict != .notPaid, !payment.state.wasPaid,
            payment.state != .declined, payment.state != .reversed
        else { return nil }
        payment.holdsOrder = true
        let isNew = payment.approval == nil
        let approval = payment.approval ?? OperationID(from: SystemRandomSource())
        payment.approval = approval
        if isNew { note(.approvalReserved, by: by, at: now, ["operation": approval.text]) }
        move(to: .settling, by: by, at: now)
        return approval
    }

    mutating func takeLease(at now: Timestamp, for duration: Duration) {
        payment.lease.fence += 1
        payment.lease.until = now + duration
    }

    /// Ends a lease; whoever holds an old number is refused.
    mutating func dropLease(_ fence: Int64) throws {
        guard payment.lease.fence == fence else { throw StaleClaim() }
        payment.lease.end()
    }
}

/// A settler came back after its lease had ended and somebody else had taken over. Nothing was written.
struct StaleClaim: Error {}
