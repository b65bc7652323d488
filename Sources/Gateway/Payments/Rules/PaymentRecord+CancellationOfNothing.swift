import ProviderKit

/// Requests to cancel what holds no money: it never came, or it is gone already.
extension PaymentRecord {
    /// A deposit that nobody has paid is closed as a whole (ledger, rule 12).
    mutating func requestVoid(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision {
        guard request.amount == payment.amount else { return .refused(.notTheWhole) }
        reserveVoid(origin: origin, request: request, at: now)
        guard let void = cancellations.lastIndex(where: { $0.kind == .void }) else { return .refused(.notPaid) }
        return join(void, request, at: now)
    }

    /// A request for a payment that ended unpaid.
    mutating func requestOfDead(_ request: CancellationRequest, at now: Timestamp) -> CancellationDecision {
        guard request.amount == payment.amount, let void = closedBefore else { return .refused(.notPaid) }
        return join(void, request, at: now)
    }

    /// All of it is gone, some of it without Cafe24, by an operator or at the PG; that much is to be closed in the order
    /// there. Nothing is left to do, and nothing is sent.
    ///
    /// It is exactly what Cafe24 has not heard of: all that was paid, less the refunds that it asked for itself.
    /// After 7,000 of its own and 5,000 of an operator's it may close 5,000. The whole 12,000 would tell it of more
    /// than was paid, so that exceeds the remainder, which is nothing (rule 4); so does a part of the 5,000, which
    /// nobody gave back as such. A refund of its own counts also where no answer has told it: asking for that again
    /// does.
    mutating func closeWhatIsGone(_ request: CancellationRequest, at now: Timestamp) -> CancellationDecision? {
        let own = cancellations.filter { $0.counts && $0.origin == .cafe24 }
        let unheard = own.reduce(payment.paid.minorUnits) { $0 - $1.amount.minorUnits }
        guard payment.state == .cancelled, unheard > 0, request.amount.minorUnits == unheard else { return nil }
        if let before = closedBefore { return join(before, request, at: now) }
        reserveVoid(origin: .cafe24, request: request, at: now)
        guard let void = cancellations.indices.last, cancellations[void].kind == .void else { return nil }
        finish(void, as: .done, by: "gateway", at: now)
        return .operation(cancellations[void].operation)
    }

    /// A closing that somebody asked for: Cafe24 or an operator, also while the gateway was closing by itself. Whoever
    /// names the attempt by its `tid` again is told again that it takes no money, also where another attempt took its
    /// place. One that nobody asked for ended what Cafe24 was never told of, or was told to be unpaid.
    private var closedBefore: Int? {
        cancellations.lastIndex { $0.kind == .void && $0.state == .done && $0.request != nil }
    }
}
