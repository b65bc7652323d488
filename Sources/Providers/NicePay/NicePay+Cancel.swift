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

    /// A part is sent at once: a repeat is refused for its order number, and then looked up. The whole is sent without
    /// an amount, so that NICEPAY would give back whatever is left: it is asked first how much that is.
    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        // The sandbox cancels nothing in parts, and takes an amount for a part even where it is the whole.
        let isWhole = amount == payment.amount && cancellation.remainingAfter.isZero
        if isWhole, let known = try await outcomeBefore(amount, cancellation, payment) { return known }
        guard let (tid, isVirtualAccount) = try await transaction(of: payment) else { return Self.noSuchTransaction }
        var request = request(for: cancellation, tid)
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
        return try await outcome(of: amount, cancellation, answer, payment)
    }

    private static let noSuchTransaction = CancellationOutcome.refused(
        code: "A118",
        message: "NICEPAY knows no such transaction"
    )

    /// What is known before the whole is sent; `nil` where all of it is still there.
    private func outcomeBefore(
        _ amount: Money,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome? {
        guard let found = try await lookBefore(payment, tid: nil) else { return Self.noSuchTransaction }
        if let made = try found.outcome(of: amount, cancellation.operation) { return made }
        guard let paid = found.amount else { return nil }
        let balance: Int64
        do {
            let cancelled = try found.cancelled(of: paid)
            balance = paid - cancelled
        } catch {
            throw error.told(as: .temporary)
        }
        guard balance != amount.minorUnits else { return nil }
        return .refused(code: "2032", message: "NICEPAY has \(balance) won left to give back, not \(amount)")
    }

    /// NICEPAY's name for the payment, and whether it is a virtual account; asked for only where it is not known.
    private func transaction(
        of payment: PaymentReference
    ) async throws(ProviderError) -> (tid: String, isVirtualAccount: Bool)? {
        if let tid = payment.references.last, let kind = try NicePayState(of: payment).isVirtualAccount {
            return (tid, kind)
        }
        guard let found = try await lookBefore(payment, tid: nil), let tid = found.tid else { return nil }
        return (tid, found.isVirtualAccount)
    }

    func request(for cancellation: Cancellation, _ tid: String) -> NicePayCancel {
        NicePayCancel(
            orderId: cancellation.operation.text,
            reason: NicePayReason.text(cancellation.reason, cancellation.operation),
            tid: tid,
            ediDate: ediDate,
            signature
        )
    }

    private func outcome(
        of amount: Money,
        _ cancellation: Cancellation,
        _ answer: NicePayTransaction,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch answer.code {
        case .success: return try answer.outcome(ofThis: amount, cancellation.operation)
        case .temporary: throw answer.error(.temporary)
        case .configuration: throw answer.error(.configuration)
        case .unknown: throw answer.error(.unknown)
        case .absent, .refused, .unlisted, .askFirst: return try await explain(answer, amount, cancellation, payment)
        }
    }

    /// Whatever NICEPAY refuses it for, it may have been made before: the transaction lists what was.
    private func explain(
        _ answer: NicePayTransaction,
        _ amount: Money,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let transaction: NicePayTransaction?
        do {
            transaction = try await look(at: payment, tid: nil)
        } catch {
            throw answer.error(.unknown)
        }
        if let made = try transaction?.outcome(of: amount, cancellation.operation) { return made }
        guard answer.code != .askFirst else { throw answer.error(.unknown) }
        return .refused(code: answer.resultCode, message: answer.resultMsg ?? "")
    }
}
