import ProviderKit

/// Asking came to nothing: what is not known stays unknown.
extension PaymentRecord {
    /// No answer to build on. What was sent stays unknown; where nothing was sent, nothing changes.
    mutating func doubt(_ words: String, _ claim: Claim, at now: Timestamp) {
        note(.verifyFailed, by: "pg", at: now, ["message": words])
        guard !payment.state.wasPaid, claim.approval != nil || payment.state == .settling else { return }
        // What the PG was told last was this approval, maybe a minute after the buyer's return.
        if claim.before != .unknown { payment.lastSign = now }
        move(to: .unknown, by: "pg", at: now, reason: .init(code: "", message: words))
    }

    /// The PG could not be asked, or not be understood; ends the claim.
    ///
    /// - Returns: The payment as it stands now.
    /// - Throws: ``StaleClaim``.
    mutating func verifyFailed(_ error: ProviderError, _ claim: Claim, at now: Timestamp) throws -> Payment {
        try dropLease(claim.fence)
        note(.verifyFailed, by: "pg", at: now, ["error": error.code.rawValue, "message": error.message])
        switch error.code {
        case .unknown, .conflict:
            doubt(error.message, claim, at: now)
        case .invalidRequest where claim.approval != nil && claim.before != .unknown:
            let reason = Payment.Reason(code: error.providerCode ?? "", message: error.message)
            end(as: .declined, reason: reason, at: now)
        case .temporary, .rejectedMessage, .configuration, .invalidRequest:
            if error.code == .configuration { raise(.misconfigured, at: now) }
            stepBack(claim, at: now)
        }
        if error.code == .rejectedMessage { forgetSign(of: claim) } else { planNextLook(hasAnswer: false, at: now) }
        return payment
    }

    /// What a webhook says was never taken in: the PG could not be asked about it for days.
    mutating func webhookGivenUp(at now: Timestamp) {
        note(.verifyFailed, by: "gateway", at: now, ["message": "a webhook could not be processed for three days"])
        raise(.unresolved, at: now)
    }

    /// A message that nobody signed is no sign of life: anybody could put off the next look with it.
    private mutating func forgetSign(of claim: Claim) {
        payment.lastSign = claim.lastSign
        if payment.nextLook == claim.payment.nextLook { payment.nextLook = claim.nextLook }
    }

    /// Nothing came of this claim. What an earlier one may have sent stays unknown.
    private mutating func stepBack(_ claim: Claim, at now: Timestamp) {
        guard payment.state == .settling else { return }
        withdrawApproval(of: claim)
        move(to: claim.before, by: "gateway", at: now)
    }
}
