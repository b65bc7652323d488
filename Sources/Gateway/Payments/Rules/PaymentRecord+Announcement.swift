import ProviderKit

/// What Cafe24 must be told, decided with the change that causes it (ledger, rule 5).
extension PaymentRecord {
    /// The payment became paid.
    ///
    /// - Parameters:
    ///   - before: Where it stood. A synchronous payment is told by its return and status, except where a deposit
    ///     came in after those.
    ///   - now: The time.
    mutating func announcePaid(after before: PaymentState, at now: Timestamp) {
        guard payment.isConfirmable, payment.flow != .synchronous || before == .pending else { return }
        announcePayment(at: now)
    }

    /// A virtual account waits for its money.
    ///
    /// - Parameters:
    ///   - isTakenBack: Whether the money was there, and Cafe24 was told so. That an account was issued is told by a
    ///     synchronous return; what is taken back later only the outbox can tell.
    ///   - now: The time.
    mutating func announceDeposit(isTakenBack: Bool, at now: Timestamp) {
        guard payment.flow != .synchronous || isTakenBack, payment.superseded == nil else { return }
        announcePayment(at: now)
    }

    /// Nobody has read the status of a synchronous payment: then Cafe24 is told, where it said how (rule 11).
    mutating func announceUnread(at now: Timestamp) {
        guard payment.isConfirmable, isUnread, payment.state.isPaid else { return }
        announcePayment(at: now)
    }

    /// Whether Cafe24 may not know that it is paid: it has neither read the status nor cancelled any of it.
    var isUnread: Bool { payment.firstRead == nil && !cancellations.contains { $0.origin == .cafe24 } }

    private mutating func announcePayment(at now: Timestamp) {
        guard let url = payment.notificationURL else { return }
        let result = PaymentResult(payment)
        announce(
            MallNotification(
                kind: .payment,
                url: url,
                amount: result.amount,
                isDone: result.isPaid,
                // Only a status answer says 1400 (contract, D.1 #23).
                code: (result.code == .notPaid ? ResultCode.failure : result.code).rawValue,
                message: result.message,
                tid: result.tid,
                method: payment.method
            ),
            at: now
        )
    }

    /// An asynchronous cancellation ended; what is told is what really went back.
    ///
    /// For a deposit that nobody had paid no money moves. It is told like a refund of the amount that was asked for:
    /// that is what the order is rid of, and what the shop compares with its request (ledger, rule 12).
    mutating func announceEnd(of entry: CancellationEntry, at now: Timestamp) {
        guard let url = entry.request?.notificationURL else { return }
        let isDone = entry.state == .done
        let amount = entry.request?.amountText ?? entry.amount.text
        announce(
            MallNotification(
                kind: .cancellation,
                url: url,
                amount: isDone ? amount : PaymentResult.zero(inScaleOf: amount),
                isDone: isDone,
                code: (isDone ? ResultCode.success : .failure).rawValue,
                message: isDone ? "cancelled" : entry.reason?.message ?? "refused",
                tid: payment.transactionID ?? "",
                method: payment.method,
                extraData: entry.request?.extraData
            ),
            at: now
        )
    }

    private mutating func announce(_ notification: MallNotification, at now: Timestamp) {
        announcements.append(notification)
        note(
            .notificationDue,
            by: "gateway",
            at: now,
            ["kind": notification.kind.rawValue, "amount": notification.amount]
        )
    }

    /// A notification was taken by the mall, or given up. A payment that was told is told.
    mutating func notificationEnded(_ notification: MallNotification, as state: OutboxEntry.State, at now: Timestamp) {
        let kind: LedgerEvent.Kind = state == .delivered ? .notificationDelivered : .notificationParked
        note(kind, by: "cafe24", at: now, ["kind": notification.kind.rawValue, "amount": notification.amount])
        guard state == .delivered, notification.kind == .payment, notification.isDone else { return }
        if payment.verdict == .none { payment.verdict = .paid }
    }
}
