import ProviderKit

@testable import Gateway

extension PaymentRecord {
    /// A payment that came into a state by the rules themselves, and that nobody works on; 60 s after the start.
    static func sample(_ state: PaymentState = .awaitingBuyer, sender: String? = nil) throws -> PaymentRecord {
        var request = AttemptRequest.sample()
        request.sender = sender.map { CartSender($0) }
        var record = PaymentRecord(.sample(request))
        if state == .opened {
            record.payment.lease.until = .start
            return record
        }
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        switch state {
        case .opened, .awaitingBuyer: break
        case .settling: _ = try record.approve(at: .after(10))
        case .pending: try record.hear(.unpaid(.pending(.deposit)), at: .after(10))
        case .paid: try record.hear(.paid(), at: .after(10))
        case .partiallyCancelled: try record.hear(.paid(cancelled: 5_000), at: .after(10))
        case .cancelled: try record.hear(.paid(cancelled: 12_000), at: .after(10))
        case .declined: try record.hear(.unpaid(.declined(code: "51", message: "no")), at: .after(10))
        case .abandoned: try record.hear(.unpaid(.abandoned), at: .after(10))
        case .expired: try record.hear(.unpaid(.expired), at: .after(10))
        case .reversed: try record.hear(.unpaid(.reversed), at: .after(10))
        case .unknown:
            let claim = try record.approve(at: .after(10))
            _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: .after(11))
        }
        record.payment.lease.until = min(record.payment.lease.until, .after(60))
        return record
    }

    /// The buyer came back, and the gateway is about to approve.
    mutating func approve(at now: Timestamp, lease: Duration = .seconds(30)) throws -> Claim {
        try claim(.returned(), approving: true, by: "buyer", at: now, lease: lease).claim()
    }

    /// The approval in doubt is given again, with the evidence that it was begun with.
    mutating func repeatApproval(at now: Timestamp, lease: Duration = .seconds(30)) throws -> Claim {
        try claim(.returned(), approving: true, repeating: true, by: "gateway", at: now, lease: lease).claim()
    }

    /// The PG says something, and nobody approves.
    mutating func hear(
        _ snapshot: PaymentSnapshot,
        as evidence: Evidence = .notified,
        proof: InquiryProof = .presenceAndAbsence,
        at now: Timestamp = .after(100)
    ) throws {
        let claim = try claim(evidence, approving: false, by: "pg", at: now, lease: .seconds(30)).claim()
        _ = try apply(snapshot, claim, of: evidence, proof: proof, at: now)
    }

    /// What became of the operations, by their amounts in the order they were made.
    var refunds: [String] { cancellations.map { "\($0.amount.minorUnits) \($0.state.rawValue)" } }

    /// What the database would refuse.
    var isSound: Bool {
        let payment = payment
        let held = cancellations.filter(\.holdsReservation).reduce(0) { $0 + $1.amount.minorUnits }
        return payment.reserved.minorUnits == held && payment.cancelled.minorUnits >= 0
            && payment.reserved.minorUnits + payment.cancelled.minorUnits <= payment.paid.minorUnits
    }
}
