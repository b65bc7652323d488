import ProviderKit

/// All that Stripe says of one payment.
struct StripePayment: Sendable {
    let session: StripeSession
    /// `nil` until the buyer tried to pay.
    let intent: StripeIntent?
    var refunds: [StripeRefund] = []

    init(session: StripeSession, intent: StripeIntent?) {
        self.session = session
        self.intent = intent
    }

    private var charge: StripeCharge? { intent?.latestCharge?.object }

    /// Whether something was given back, or the charge does not say.
    var mayHaveRefunds: Bool {
        intent?.latestCharge != nil && charge?.amountRefunded != 0
    }

    /// The last card that was refused; the buyer may still use another one.
    var refusal: PaymentSnapshot.Status? {
        intent?.lastPaymentError.map { .declined(code: $0.name, message: $0.message ?? "") }
    }

    /// Compares with the payment, and lets what differs show.
    func snapshot(of payment: PaymentReference) throws(ProviderError) -> PaymentSnapshot {
        let status = status
        let isPaid = status == .paid
        let total = try total(besides: payment.amount)
        var records: [CancellationRecord] = []
        for refund in isPaid ? refunds : [] { records.append(try refund.record()) }
        let done = records.filter { $0.state == .done }.reduce(0) { $0 + $1.amount.minorUnits }
        return PaymentSnapshot(
            status,
            paid: isPaid ? total : .zero(payment.amount.currency),
            cancelled: Money(done, isPaid ? total.currency : payment.amount.currency),
            cancellations: records,
            transactionID: intent?.id,
            method: charge?.paymentMethodDetails?.type,
            references: [intent?.id, intent?.latestCharge?.id].compactMap(\.self)
        )
    }

    /// What was taken, as session and intent say it; the one that is not as expected wins.
    private func total(besides expected: Money) throws(ProviderError) -> Money {
        var totals = [try session.total()].compactMap(\.self)
        if let intent {
            totals.append(
                try Money(stripeUnits: intent.amountReceived ?? intent.amount, currency: intent.currency)
            )
        }
        return totals.first { $0 != expected } ?? totals.first ?? expected
    }

    private var status: PaymentSnapshot.Status {
        guard let page = session.status.flatMap({ StripeSession.Status(rawValue: $0) }) else {
            return .unknown(session.status ?? "no status")
        }
        // Whatever the intent says: a word about the money that nobody knows may be news of it.
        guard let money = session.paymentStatus.flatMap({ StripeSession.PaymentStatus(rawValue: $0) }),
            money != .nothingRequired
        else { return .unknown(session.paymentStatus ?? "no payment status") }
        return switch page {
        case .open: .open
        case .expired: .expired
        case .complete: intent.map(Self.status) ?? (money == .paid ? .paid : .pending(.deposit))
        }
    }

    /// Of an intent whose session is complete.
    private static func status(of intent: StripeIntent) -> PaymentSnapshot.Status {
        switch StripeIntent.Status(rawValue: intent.status) {
        case .succeeded: .paid
        case .requiresCapture: .pending(.capture)
        case .processing, .requiresAction, .requiresConfirmation: .pending(.deposit)
        case .requiresPaymentMethod:
            .declined(code: intent.lastPaymentError?.name ?? "", message: intent.lastPaymentError?.message ?? "")
        case .canceled: .expired
        case nil: .unknown(intent.status)
        }
    }
}

extension StripeSession {
    /// What the session is over.
    func total() throws(ProviderError) -> Money? {
        guard let amountTotal, let currency else { return nil }
        return try Money(stripeUnits: amountTotal, currency: currency)
    }
}

extension StripeRefund {
    /// A refund that succeeded may fail later, where the buyer's bank sends it back.
    func record() throws(ProviderError) -> CancellationRecord {
        let state: CancellationRecord.State =
            switch status.flatMap({ Status(rawValue: $0) }) {
            case .succeeded: .done
            case .failed, .canceled: .refused
            // What Stripe may come to call it one day is not taken for an end.
            case .pending, .requiresAction, nil: .pending
            }
        return CancellationRecord(
            operation.map { .operation($0) } ?? .provider(id),
            amount: try Money(stripeUnits: amount, currency: currency),
            state: state
        )
    }
}
