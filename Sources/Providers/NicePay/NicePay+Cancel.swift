import ProviderKit

extension NicePay {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch cancellation.kind {
        case .refund(let amount): try await refund(amount, cancellation, of: payment)
        case .void: try await void(cancellation, of: payment)
        }
    }

    /// Sent at once: a repeat is refused for its order number, or because nothing is left, and then looked up.
    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let (tid, isVirtualAccount) = try await transaction(of: payment) else {
            return .refused(code: "A118", message: "NICEPAY knows no such transaction")
        }
        var request = request(for: cancellation, tid)
        // The sandbox cancels nothing in parts, and takes an amount for a part even where it is the whole.
        let isWhole = amount == payment.amount && cancellation.remainingAfter.isZero
        request.cancelAmt = isWhole ? nil : amount.minorUnits
        if isVirtualAccount {
            guard let account = cancellation.bankAccount else {
                return .refused(
                    code: "REFUND_ACCOUNT",
                    message: "the buyer's bank account is needed to give back what was transferred"
                )
            }
            request.pay(to: account)
        }
        let answer = try await send(request, to: "/v1/payments/\(FormText.pathSegment(tid))/cancel")
        return try await outcome(of: cancellation, answer, payment)
    }

    /// NICEPAY's name for the payment, and whether it is a virtual account; asked for only where it is not known.
    private func transaction(
        of payment: PaymentReference
    ) async throws(ProviderError) -> (tid: String, isVirtualAccount: Bool)? {
        if let tid = payment.references.last, let kind = try NicePayState(of: payment).isVirtualAccount {
            return (tid, kind)
        }
        guard let found = try await look(at: payment, tid: nil), let tid = found.tid else { return nil }
        return (tid, found.isVirtualAccount)
    }

    private func request(for cancellation: Cancellation, _ tid: String) -> NicePayCancel {
        NicePayCancel(
            orderId: cancellation.operation.text,
            reason: NicePayReason.text(cancellation.reason, cancellation.operation),
            tid: tid,
            ediDate: ediDate,
            signature
        )
    }

    private func outcome(
        of cancellation: Cancellation,
        _ answer: NicePayTransaction,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch answer.code {
        case .success: return .done(reference: answer.cancelledTid)
        case .temporary: throw answer.error(.temporary)
        case .configuration: throw answer.error(.configuration)
        case .unknown: throw answer.error(.unknown)
        case .absent, .refused, .unlisted, .askFirst: return try await explain(answer, cancellation, payment)
        }
    }

    /// Whatever NICEPAY refuses it for, it may have been made before: the transaction lists what was.
    private func explain(
        _ answer: NicePayTransaction,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let transaction: NicePayTransaction?
        do {
            transaction = try await look(at: payment, tid: nil)
        } catch {
            throw answer.error(.unknown)
        }
        if let outcome = transaction.flatMap({ outcome(of: cancellation, in: $0) }) { return outcome }
        guard answer.code != .askFirst else { throw answer.error(.unknown) }
        return .refused(code: answer.resultCode, message: answer.resultMsg ?? "")
    }

    /// Whether a cancellation was made before; `nil` where the transaction does not show it.
    private func outcome(of cancellation: Cancellation, in transaction: NicePayTransaction) -> CancellationOutcome? {
        let made = transaction.cancels?.first {
            $0.reason.flatMap { NicePayReason.operation(in: $0) } == cancellation.operation
        }
        return made.map { .done(reference: $0.tid) }
    }

    /// Without an approval there is nothing that could be paid; what was issued is a virtual account.
    private func void(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let transaction = try await look(at: payment, tid: nil), let tid = transaction.tid else {
            return .done(reference: nil)
        }
        let snapshot = try transaction.snapshot(isApproving: try await unsettled(payment) != nil)
        switch snapshot.status {
        case .paid: return .alreadyPaid(snapshot)
        case .unknown(let status): throw ProviderError(.unknown, "NICEPAY says \(status)")
        case .pending, .open: break
        default: return .done(reference: nil)
        }
        let request = request(for: cancellation, tid)
        let answer = try await send(request, to: "/v1/payments/\(FormText.pathSegment(tid))/cancel")
        return try await closed(answer, payment)
    }

    /// A deposit may have come in between.
    private func closed(
        _ answer: NicePayTransaction,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch answer.code {
        case .success: return .done(reference: answer.cancelledTid)
        case .temporary: throw answer.error(.temporary)
        case .configuration: throw answer.error(.configuration)
        case .unknown: throw answer.error(.unknown)
        case .absent, .refused, .unlisted, .askFirst: break
        }
        let snapshot = try await look(at: payment, tid: nil)?.snapshot(isApproving: false)
        switch snapshot?.status {
        case .paid: return snapshot.map { .alreadyPaid($0) } ?? .done(reference: nil)
        case .expired: return .done(reference: nil)
        default: return .refused(code: answer.resultCode, message: answer.resultMsg ?? "")
        }
    }
}
