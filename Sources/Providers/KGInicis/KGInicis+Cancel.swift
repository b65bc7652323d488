import Foundation
import ProviderKit

extension KGInicis {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let remembered = try InicisMemory(of: payment)
        switch cancellation.kind {
        case .void: return try await close(payment, remembered, because: cancellation.reason)
        case .refund(let amount):
            let (tid, memory) = try await completed(remembered, payment)
            let isWhole = amount == payment.amount
            var refund = InicisRefund(of: tid, because: cancellation.reason)
            if !isWhole { refund.take(amount, leaving: cancellation.remainingAfter) }
            guard memory.method == .virtualAccount else {
                return try await carryOut(isWhole ? .refund : .partialRefund, refund, cancellation, payment, memory)
            }
            guard let account = cancellation.bankAccount else {
                return .refused(code: "", message: "A deposit goes back to a bank account, and none was given.")
            }
            try refund.send(to: account, by: signer)
            let call = isWhole ? InicisAPI.Call.accountRefund : .accountPartialRefund
            return try await carryOut(call, refund, cancellation, payment, memory)
        }
    }

    /// Transaction and method, from an inquiry where a crash lost them.
    ///
    /// - Throws: ``ProviderError/Code/temporary`` where INICIS does not show the payment: nothing was sent yet.
    private func completed(
        _ memory: InicisMemory,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> (tid: String, memory: InicisMemory) {
        if let tid = memory.tid, memory.method != nil { return (tid, memory) }
        guard let transaction = try await look(at: payment, memory) else {
            throw ProviderError(.temporary, "INICIS does not show the payment that is to be given back")
        }
        var memory = memory
        memory.tid = transaction.tid
        memory.method = transaction.method
        return (transaction.tid, memory)
    }

    private func carryOut(
        _ call: InicisAPI.Call,
        _ refund: InicisRefund,
        _ cancellation: Cancellation,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> CancellationOutcome {
        // INICIS keeps no idempotency keys, so that the instance remembers what it has sent.
        let isFirst = try await services.storage.compareAndSet(
            "refund/\(cancellation.operation)",
            Data(),
            version: nil
        )
        if !isFirst, let made = try await made(refund, cancellation, payment, memory) { return made }
        let answer = try await api(within: InicisDeadline.refund).send(call, refund, as: InicisRefundAnswer.self)
        guard answer.resultCode.text == "00" else {
            // INICIS's codes are no closed list: what is left tells whether a refund that it refused was made before.
            let made = try await made(refund, cancellation, payment, memory)
            return try outcome(of: answer, made, isFirst: isFirst)
        }
        return try await outcome(of: answer, refund, cancellation)
    }

    /// A refusal, unless what is left shows that the refund was made by an earlier try.
    private func outcome(
        of refusal: InicisRefundAnswer,
        _ made: CancellationOutcome?,
        isFirst: Bool
    ) throws(ProviderError) -> CancellationOutcome {
        let code = refusal.resultCode.text
        guard let made else { return .refused(code: code, message: refusal.resultMsg?.text ?? "") }
        // On the first try that was somebody else's.
        guard !isFirst else { throw ProviderError(.conflict, "just this amount went back", providerCode: code) }
        return made
    }

    /// What INICIS says it gave back, which must be what was asked for; a part has a transaction of its own.
    private func outcome(
        of answer: InicisRefundAnswer,
        _ refund: InicisRefund,
        _ cancellation: Cancellation
    ) async throws(ProviderError) -> CancellationOutcome {
        guard refund.price != nil else { return .done(reference: refund.tid) }
        guard answer.prtcPrice?.text == refund.price, answer.prtcRemains?.text == refund.confirmPrice else {
            throw ProviderError(.conflict, "INICIS gave back another amount than was asked for")
        }
        let part = answer.part(of: refund.tid)
        if let part { await parts.keep(part, for: cancellation.operation) }
        return .done(reference: part)
    }

    /// Whether a cancellation was made before, as what is left tells.
    ///
    /// - Returns: `done` under the name that inquiries give it, so that nobody counts it twice; `nil` where it was not.
    /// - Throws: ``ProviderError/Code/unknown`` where INICIS does not say: a refund may be under way.
    private func made(
        _ refund: InicisRefund,
        _ cancellation: Cancellation,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> CancellationOutcome? {
        guard let transaction = try await lookInDoubt(at: payment, memory),
            transaction.refundable == cancellation.remainingAfter,
            cancellation.remainingAfter != cancellation.remainingBefore
        else { return nil }
        guard refund.price != nil else { return .done(reference: transaction.tid) }
        return .done(reference: try await parts.claim(in: transaction, for: cancellation))
    }
}
