import ProviderKit

/// From the intent to a session that a buyer can use.
extension PaymentRecord {
    /// The PG opened the session.
    mutating func sessionOpened(_ session: CheckoutSession, approver: Approver, at now: Timestamp) {
        payment.action = session.action
        payment.moduleState = session.state
        payment.expires = min(session.expires ?? payment.expires, payment.expires)
        learn(references: session.references)
        payment.lease.end()
        payment.lastSign = now
        payment.nextLook = payment.superseded == nil ? firstLook(approver, at: now) : now
        note(.sessionOpened, by: "pg", at: now, ["expires": payment.expires.iso8601])
        guard payment.state == .opened else { return }
        move(to: .awaitingBuyer, by: "gateway", at: now)
        if payment.superseded != nil { reserveVoid(origin: .superseded, at: now) }
    }

    /// Nothing can be paid before the gateway approves, so such a payment is not asked about: its session's end is the
    /// next thing that can happen to it (ledger, rule 7).
    private func firstLook(_ approver: Approver, at now: Timestamp) -> Timestamp {
        switch approver {
        case .gateway: payment.expires
        case .provider: InquirySchedule.next(after: now, since: now, until: payment.expires) ?? payment.expires
        }
    }

    /// The PG opened no session that a buyer could use. Whatever it may have opened has no address that anybody knows.
    mutating func openingFailed(_ error: ProviderError, at now: Timestamp) {
        payment.lease.end()
        payment.nextLook = nil
        note(.openingFailed, by: "pg", at: now, ["error": error.code.rawValue, "message": error.message])
        if error.code == .configuration { raise(.misconfigured, at: now) }
        guard payment.state == .opened else { return }
        move(to: .abandoned, by: "pg", at: now, reason: .init(code: error.providerCode ?? "", message: error.message))
    }

    /// The same request came again, perhaps with newer addresses.
    mutating func requestRepeated(_ request: AttemptRequest, at now: Timestamp) {
        payment.returnURL = request.returnURL
        payment.notificationURL = request.notificationURL
        payment.extraData = request.extraData
        note(.requestRepeated, by: "cafe24", at: now)
    }

    /// Another attempt takes this one's place. What is still open at the PG is closed there, if the PG can.
    mutating func supersede(by successor: PaymentKey, at now: Timestamp) {
        guard payment.superseded == nil, !payment.state.wasPaid else { return }
        payment.superseded = now
        payment.holdsOrder = false
        note(.superseded, by: "gateway", at: now, ["by": successor.short])
        guard payment.action != nil, [.awaitingBuyer, .pending, .abandoned, .declined].contains(payment.state) else {
            return
        }
        reserveVoid(origin: .superseded, at: now)
    }

    /// Another attempt of the same order is the one that may be paid.
    mutating func loseOrder(at now: Timestamp) {
        guard payment.superseded == nil else { return }
        payment.superseded = now
        payment.holdsOrder = false
        note(.superseded, by: "gateway", at: now)
    }

    /// Nothing can have been paid: the end of the session is the next thing that can happen. Where somebody has taken it
    /// up since it was read, that may not be so any more.
    mutating func rest(at now: Timestamp) {
        guard payment.lease.until <= now, payment.approval == nil else { return }
        guard [.opened, .awaitingBuyer].contains(payment.state) else {
            if payment.state.isDead { payment.nextLook = nil }
            return
        }
        guard payment.expires <= now || payment.action == nil else {
            payment.nextLook = payment.expires
            return
        }
        payment.nextLook = nil
        payment.holdsOrder = false
        move(to: payment.action == nil ? .abandoned : .expired, by: "gateway", at: now)
    }

    mutating func learn(references: [String]) {
        for reference in references where !payment.references.contains(reference) {
            payment.references.append(reference)
        }
    }
}
