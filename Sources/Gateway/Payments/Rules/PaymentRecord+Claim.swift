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
        /// What the evidence is to the approval.
        let part: EvidencePart
        /// The state to go back to where surely nothing happened, with the approval and the hold on the order of then.
        let before: PaymentState
        let approvalBefore: OperationID?
        let heldBefore: Bool
        /// The last sign of life and the next look, to go back to where the evidence was none.
        let lastSign: Timestamp
        let nextLook: Timestamp?

        init(_ payment: Payment, over was: Payment, approval: OperationID?, part: EvidencePart) {
            self.payment = payment
            fence = payment.lease.fence
            self.approval = approval
            self.part = part
            // Whoever was settling is gone, and may have sent the approval.
            before = was.state == .settling ? .unknown : was.state
            approvalBefore = was.approval
            heldBefore = was.holdsOrder
            lastSign = was.lastSign
            nextLook = was.nextLook
        }
    }

    /// Takes the lease, and writes down what is about to be asked: the evidence, and the approval where one is due.
    ///
    /// - Parameters:
    ///   - evidence: Why the PG is to be asked.
    ///   - approving: Whether the caller wants an approval; the rules here may still say no.
    ///   - repeating: Whether it is the evidence that the approval in doubt was given with before.
    ///   - by: Who brings the evidence, for the story.
    ///   - now: The time.
    ///   - lease: How long the caller may take.
    /// - Returns: Whether the caller is the settler.
    mutating func claim(
        _ evidence: Evidence,
        approving: Bool,
        repeating: Bool = false,
        by: String,
        at now: Timestamp,
        lease: Duration
    ) -> ClaimOutcome {
        if evidence.isReturn, payment.state.wasPaid { return .settled(payment) }
        // A PG reports when it could not give back what it said it had.
        if payment.state == .cancelled, !evidence.isReport {
            // A look that a crash left due has nothing to find.
            if payment.lease.until <= now { payment.nextLook = nil }
            return .settled(payment)
        }
        guard payment.lease.until <= now else { return .busy }

        let was = payment
        takeLease(at: now, for: lease)
        payment.nextLook = now + lease
        let approval = approving ? reserveApproval(by: by, at: now) : nil
        let part = EvidencePart(isInDoubt: was.isUndecided, isRepeat: repeating, isGiven: approval != nil)
        if !evidence.isInquiry {
            note(.claimed, by: by, at: now, ["evidence": evidence.name, "fence": String(payment.lease.fence)])
            bring(evidence, as: part, isGiven: approval != nil, at: now)
        }
        return .claimed(Claim(payment, over: was, approval: approval, part: part))
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
