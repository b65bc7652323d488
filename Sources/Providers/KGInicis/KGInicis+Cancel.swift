import Foundation
import ProviderKit

extension KGInicis {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let memory = try InicisMemory(of: payment)
        switch cancellation.kind {
        case .void: return try await close(payment, memory, because: cancellation.reason)
        case .refund(let amount):
            guard let memory = try await completed(memory, payment), let tid = memory.tid else {
                return .refused(code: "", message: "INICIS knows no such payment")
            }
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
    private func completed(
        _ memory: InicisMemory,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> InicisMemory? {
        if memory.tid != nil, memory.method != nil { return memory }
        guard let transaction = try await look(at: payment, memory) else { return nil }
        var memory = memory
        memory.tid = transaction.tid
        memory.method = transaction.method
        return memory
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
        if !isFirst, try await left(of: payment, memory) == cancellation.remainingAfter {
            return .done(reference: nil)
        }
        let answer = try await api.send(call, refund, as: InicisRefundAnswer.self)
        guard answer.resultCode.text == "00" else {
            return try await explain(answer, cancellation, payment, memory, isFirst: isFirst)
        }
        guard refund.price != nil else { return .done(reference: refund.tid) }
        guard answer.prtcPrice?.text == refund.price, answer.prtcRemains?.text == refund.confirmPrice else {
            throw ProviderError(.conflict, "INICIS gave back another amount than was asked for")
        }
        return .done(reference: answer.part(of: refund.tid))
    }

    /// INICIS's codes are no closed list: what is left tells whether a refund that it refused was made before. On the
    /// first try that was somebody else's.
    private func explain(
        _ answer: InicisRefundAnswer,
        _ cancellation: Cancellation,
        _ payment: PaymentReference,
        _ memory: InicisMemory,
        isFirst: Bool
    ) async throws(ProviderError) -> CancellationOutcome {
        let code = answer.resultCode.text
        guard try await left(of: payment, memory) == cancellation.remainingAfter,
            cancellation.remainingAfter != cancellation.remainingBefore
        else { return .refused(code: code, message: answer.resultMsg?.text ?? "") }
        guard !isFirst else {
            throw ProviderError(.conflict, "just this amount went back already", providerCode: code)
        }
        return .done(reference: nil)
    }

    /// - Throws: ``ProviderError/Code/unknown`` where INICIS does not say: a refund may be under way.
    private func left(of payment: PaymentReference, _ memory: InicisMemory) async throws(ProviderError) -> Money? {
        do {
            return try await look(at: payment, memory)?.refundable
        } catch {
            throw ProviderError(.unknown, "a refund could not be looked up: \(error.message)")
        }
    }
}
