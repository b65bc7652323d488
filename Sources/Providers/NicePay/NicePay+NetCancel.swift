import ProviderKit

extension NicePay {
    private struct NetCancel: Encodable {
        let orderId: String
        let ediDate: String
        let signData: String
    }

    /// The net-cancel: undoes whatever an approval without an answer did.
    ///
    /// - Parameters:
    ///   - payment: Named by its order number.
    ///   - tid: The transaction that was to be approved.
    ///   - begun: When this was first tried; NICEPAY takes it for one hour.
    /// - Returns: `reversed` where that is proved, else `unknown`; what is written down makes the next call go on.
    /// - Throws: ``ProviderError/Code/unknown`` where it could not be written down, and was not sent.
    func undo(
        _ payment: PaymentReference,
        tid: String?,
        begun: Timestamp
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await note(NicePayAttempt(tid: tid, netCancelBegun: begun), of: payment)
        let answer = await netCancel(payment)
        let order = payment.key.text
        if let answer, answer.code == .success, answer.orderId == nil || answer.orderId == order {
            return PaymentSnapshot(.reversed, paid: .zero(payment.amount.currency), transactionID: tid)
        }
        return try await look(at: payment, tid: tid, after: answer)
    }

    private func netCancel(_ payment: PaymentReference) async -> NicePayTransaction? {
        let (order, date) = (payment.key.text, ediDate)
        let signData = signature.ofRequest(about: order, ediDate: date)
        let request = NetCancel(orderId: order, ediDate: date, signData: signData)
        return try? await send(request, to: "/v1/payments/netcancel", within: NicePayDeadline.netCancel)
    }

    /// What NICEPAY shows where the answer to a net-cancel proves nothing.
    private func look(
        at payment: PaymentReference,
        tid: String?,
        after answer: NicePayTransaction?
    ) async throws(ProviderError) -> PaymentSnapshot {
        let words = "neither the approval nor the net-cancel has a clear answer"
        let unclear = PaymentSnapshot(.unknown(words), paid: .zero(payment.amount.currency), transactionID: tid)
        let found: NicePayTransaction?
        do {
            found = try await look(at: payment, tid: tid)
        } catch {
            return unclear
        }
        // Nothing to undo, and nothing there: the net-cancel is over.
        if found == nil, answer?.isNo == true { try await note(NicePayAttempt(tid: tid), of: payment) }
        guard let snapshot = try? found?.snapshot(isApproving: true), snapshot.status == .reversed else {
            return unclear
        }
        return snapshot
    }

    /// Once an approval was sent, a database that cannot be asked leaves it unknown.
    private func note(_ attempt: NicePayAttempt, of payment: PaymentReference) async throws(ProviderError) {
        do {
            try await attempts.keep(attempt, of: payment.key)
        } catch {
            throw ProviderError(.unknown, error.message)
        }
    }
}
