import ProviderKit

/// What the PG answered to a cancellation.
extension PaymentRecord {
    /// How long a cancellation that got no clear answer rests before the PG is asked again; the last gap repeats.
    static let cancellationGaps: [Duration] = [
        .seconds(10), .seconds(60), .seconds(300), .seconds(1800), .seconds(7200),
    ]
    /// When a refund without an end wants a person's eye. A PG's or a bank's nightly maintenance is over by then, the
    /// PG was asked at the longest gap already, and there is time left in the working day to ask it by telephone.
    static let refundPatience = Duration.seconds(6 * 3600)

    /// The PG answered a cancellation.
    mutating func settle(_ operation: OperationID, _ outcome: CancellationOutcome, fence: Int64, at now: Timestamp)
        throws
    {
        try dropLease(fence)
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }) else { return }
        switch outcome {
        case .done(let reference):
            cancellations[index].providerReference = reference ?? cancellations[index].providerReference
            finish(index, as: .done, at: now)
            if payment.state == .partiallyCancelled { lookSoon(at: now) }
            // A look that an earlier part left due has nothing more to find.
            if payment.state == .cancelled { planNextLook(at: now) }
        case .pending(let reference):
            cancellations[index].providerReference = reference ?? cancellations[index].providerReference
            cancellations[index].state = .pending
            cancellations[index].nextAttempt = nil
            lookSoon(at: now)
        case .refused(let code, let message):
            cancellations[index].reason = .init(code: code, message: message)
            finish(index, as: .refused, at: now)
            lookAfterRefusal(of: index, at: now)
        case .alreadyPaid:
            cancellations[index].reason = .wasPaidBefore
            finish(index, as: .refused, at: now)
            lookSoon(at: now)
        }
    }

    /// The PG gave no answer to build on.
    mutating func postpone(_ operation: OperationID, _ error: ProviderError, fence: Int64, at now: Timestamp) throws {
        try dropLease(fence)
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }) else { return }
        let gap = Self.cancellationGaps[min(cancellations[index].attempts, Self.cancellationGaps.count) - 1]
        cancellations[index].nextAttempt = now + gap
        cancellations[index].reason = .init(code: error.code.rawValue, message: error.message)
        if error.code == .configuration { raise(.misconfigured, at: now) }
        switch error.code {
        case .temporary where !cancellations[index].wentUnanswered:
            cancellations[index].state = .reserved
        case .temporary, .unknown, .conflict, .rejectedMessage:
            cancellations[index].state = .unknown
            flagIfKept(index, at: now)
            lookSoon(at: now)
        case .configuration where cancellations[index].wentUnanswered:
            cancellations[index].state = .unknown
            flagIfKept(index, at: now)
        case .configuration, .invalidRequest:
            finish(index, as: .refused, at: now)
            lookAfterRefusal(of: index, at: now)
        }
        flagIfOverdue(index, at: now)
    }

    /// Nobody knows whether money that must not stay went back.
    private mutating func flagIfKept(_ index: Int, at now: Timestamp) {
        if cancellations[index].origin == .giveBack { raise(.giveBackFailed, at: now) }
    }

    /// A flag is all that time alone may raise: the refund stays what it is.
    private mutating func flagIfOverdue(_ index: Int, at now: Timestamp) {
        let entry = cancellations[index]
        guard entry.kind == .refund, !entry.isOver, now >= entry.created + Self.refundPatience else { return }
        raise(.unresolved, at: now)
    }

    /// A PG that will not close what is on its way has said all there is: its money is waited for at the gaps it had.
    private mutating func lookAfterRefusal(of index: Int, at now: Timestamp) {
        if cancellations[index].kind == .void, payment.isOnItsWay { return }
        lookSoon(at: now)
    }

    /// What the PG did not do as asked, it may have done before: somebody gave the money back in its console, say. And
    /// where a part went back as asked, another part may have gone back there: the PG's list tells.
    private mutating func lookSoon(at now: Timestamp) {
        payment.lastSign = now
        payment.nextLook = now
    }
}
