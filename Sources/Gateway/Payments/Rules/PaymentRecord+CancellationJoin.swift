import ProviderKit

/// A request for a cancellation that there is already.
extension PaymentRecord {
    /// Lets a request share a cancellation, and its answer.
    ///
    /// An operation is bound to the account it was sent with: at the PG its key stands for those parameters. Until then
    /// a later request may name another one.
    ///
    /// - Parameters:
    ///   - index: The cancellation.
    ///   - request: The request that repeats it.
    ///   - now: The time.
    /// - Returns: The cancellation, or why the request is none of it.
    mutating func join(_ index: Int, _ request: CancellationRequest, at now: Timestamp) -> CancellationDecision {
        let entry = cancellations[index]
        // Nobody has paid what a void closes, so no account takes anything.
        let account = entry.kind == .refund ? request.bankAccount : nil
        let isElsewhere = account.map { $0 != entry.request?.bankAccount } ?? false
        if isElsewhere, entry.isOver || entry.attempts > 0 {
            return .refused(.otherAccount(isDone: entry.state == .done))
        }
        takeUp(request, in: index, at: now)
        if isElsewhere { cancellations[index].request?.bankAccount = account }
        return entry.state == .done && entry.told != nil ? .doneBefore : .operation(entry.operation)
    }

    /// Whoever asks by the asynchronous route is told by it, also where the request is one that the other route
    /// brought: then its notification is due now if the end is known. What was notified once is not notified again.
    ///
    /// One that nobody had asked for keeps the first request, as a sign that somebody relies on it.
    private mutating func takeUp(_ request: CancellationRequest, in index: Int, at now: Timestamp) {
        let entry = cancellations[index]
        let isToNotify = request.notificationURL != nil && (!entry.isOver || entry.request?.notificationURL == nil)
        guard isToNotify || entry.request == nil else { return }
        cancellations[index].request = request
        cancellations[index].request?.bankAccount = entry.request?.bankAccount
        if entry.isOver { announceEnd(of: cancellations[index], at: now) }
        forgetWhatIsTold(at: now)
    }
}

extension CancellationEntry {
    /// Whether it takes, or took, something off the paid amount.
    var counts: Bool { kind == .refund && state != .refused }

    /// Whether the sender of a request may have known the result when sending it.
    ///
    /// - Parameters:
    ///   - arrived: When the head of the request was read.
    ///   - now: The time. What was told in the future was told before the clock was set back.
    /// - Returns: `false` where a request for the same is this one again.
    func isKnown(toWhoeverAskedAt arrived: Timestamp, now: Timestamp) -> Bool {
        guard let told else { return false }
        return told <= arrived || told > now + .seconds(1)
    }
}
