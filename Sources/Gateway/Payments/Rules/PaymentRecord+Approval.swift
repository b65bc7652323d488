import ProviderKit

/// An approval, and the evidence that belongs to it (ledger, rule 1).
extension PaymentRecord {
    /// What a piece of evidence is to the approval under way.
    enum EvidencePart: Sendable {
        /// The approval is given with it, and none is in doubt.
        case begins
        /// An approval in doubt is given again with what it was given with before.
        case repeats
        /// Something else: it is looked at, and takes no other evidence's place.
        case other

        init(isInDoubt: Bool, isRepeat: Bool, isGiven: Bool) {
            self = isInDoubt ? isRepeat ? .repeats : .other : isGiven ? .begins : .other
        }
    }

    /// Reserves the order for this attempt and names the approval. An attempt that lost its order, or that Cafe24 was
    /// told is not paid, is never approved; one that is paid needs none. Where the PG has declined or reversed the
    /// approval, its operation is used up: the same order again opens another attempt.
    mutating func reserveApproval(by: String, at now: Timestamp) -> OperationID? {
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

    /// Surely nothing happened: the approval is as if it had never begun. The session ends by its clock again, and the
    /// order is free for another attempt. What an earlier claim may have sent stays as it was.
    mutating func withdrawApproval(of claim: Claim) {
        payment.approval = claim.approvalBefore
        // Another attempt may have taken the order meanwhile.
        payment.holdsOrder = payment.holdsOrder && claim.heldBefore
    }

    /// Somebody brought something. A repeat is neither a sign of life nor anything new to keep, and what an approval was
    /// not given with says nothing that it could be repeated with.
    mutating func bring(_ evidence: Evidence, as part: EvidencePart, isGiven: Bool, at now: Timestamp) {
        guard part != .repeats else { return }
        payment.lastSign = now
        if payment.approval == nil || isGiven { keep(evidence, beginning: part == .begins) }
    }

    /// Whether an approval in doubt can still be given again with the evidence that belongs to it. Until then no other
    /// evidence ends it, as long as nothing was taken: the buyer has done all, and Cafe24 was not told that it failed.
    func mayRepeatApproval(after claim: Claim, of evidence: Evidence) -> Bool {
        claim.before == .unknown && claim.part == .other && !evidence.isInquiry && claim.approvalBefore != nil
            && payment.verdict == .none && payment.superseded == nil
    }
}
