import ProviderKit

extension KGInicis {
    /// Closes what nobody has paid. A window or form without an approval needs no closing: INICIS takes no money by
    /// itself. A virtual account is closed by a refund of nothing.
    func close(
        _ payment: PaymentReference,
        _ memory: InicisMemory,
        because reason: String
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let transaction = try await look(at: payment, memory) else {
            guard try await marks.of(payment.key)?.tookNothing ?? true else {
                throw ProviderError(.unknown, "an approval was begun that INICIS does not show")
            }
            return .done(reference: nil)
        }
        if let end = end(of: transaction, payment, memory) { return end }
        let refund = InicisRefund(of: transaction.tid, because: reason)
        let answer = try await api(within: InicisDeadline.refund).send(.refund, refund, as: InicisRefundAnswer.self)
        if answer.resultCode.text == "00" { return .done(reference: transaction.tid) }
        let after: InicisTransaction?
        do {
            after = try await look(at: payment, memory)
        } catch {
            throw ProviderError(.unknown, "a void could not be looked up", providerCode: answer.resultCode.text)
        }
        return after.flatMap { end(of: $0, payment, memory) }
            ?? .refused(code: answer.resultCode.text, message: answer.resultMsg?.text ?? "")
    }

    /// What is there to close no more; `nil` where an account still waits.
    private func end(
        of transaction: InicisTransaction,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) -> CancellationOutcome? {
        let snapshot = transaction.snapshot(of: payment, memory, at: services.clock.now())
        switch snapshot.status {
        case .paid: return .alreadyPaid(snapshot)
        case .expired, .reversed: return .done(reference: transaction.tid)
        default: return nil
        }
    }
}
