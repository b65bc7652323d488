import HTTPTypes
import ProviderKit

extension SamplePay {
    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let session = try session(of: payment)
        switch cancellation.kind {
        case .void: return try await close(session, payment)
        case .refund(let amount): return try await refund(amount, cancellation, session)
        }
    }

    private func close(
        _ session: String,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        if flaw == .closesNothing {
            let now = try snapshot(try await look(session), payment)
            return now.status == .paid ? .alreadyPaid(now) : .done(reference: nil)
        }
        let answer = try await call(.post, "/sessions/\(session)/close")
        guard answer.error != nil else { return .done(reference: nil) }
        if flaw == .closesWhatIsPaid { return .done(reference: nil) }
        return .alreadyPaid(try snapshot(try await look(session), payment))
    }

    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        _ session: String
    ) async throws(ProviderError) -> CancellationOutcome {
        if flaw == .keepsDeposits, try await look(session).isDeposit {
            return .refused(code: "DEPOSIT", message: "Deposits are kept.")
        }
        var body = SampleRequest(
            amount: amount.minorUnits,
            operation: cancellation.operation.text,
            remaining: cancellation.remainingBefore.minorUnits
        )
        var key = cancellation.operation.text
        if flaw == .usesFreshRefundKeys {
            let earlier = try await look(session).refunds
            if earlier.contains(where: { $0.operation == key }) { return .done(reference: key) }
            (key, body.remaining) = (randomKey, nil)
        }
        if flaw == .capsRefunds {
            let now = try await look(session)
            let left = now.paid - now.refunds.reduce(0) { $0 + $1.amount }
            (body.amount, body.remaining) = (min(amount.minorUnits, left), nil)
        }
        do {
            return try outcome(try await call(.post, "/sessions/\(session)/refunds", body, key: key), key)
        } catch {
            guard error.code == .unknown, error.providerCode == nil, error.message.hasPrefix("the PG") else {
                throw error
            }
            if flaw == .takesLostRefundForDone { return .done(reference: nil) }
            if flaw == .takesLostRefundForRefused { return .refused(code: "TIMEOUT", message: "no answer") }
            throw error
        }
    }

    private func outcome(_ answer: SampleAnswer, _ key: String) throws(ProviderError) -> CancellationOutcome {
        if let refusal = answer.error {
            if flaw == .takesAlreadyForDone, refusal == "ALREADY_REFUNDED" { return .done(reference: key) }
            if flaw == .overlooksErrorInside, refusal == "REFUSED" { return .done(reference: key) }
            if flaw == .doubtsRefusedRefunds, refusal == "REFUSED" { throw ProviderError(.unknown, "what is that?") }
            return .refused(code: refusal, message: "The PG refused.")
        }
        let isPending = answer.refunds.last?.isPending ?? false
        return isPending && flaw != .takesPendingForDone ? .pending(reference: key) : .done(reference: key)
    }
}
