import Logging
import ProviderKit

/// What became of a net-cancel.
enum InicisUndo: Hashable, Sendable {
    /// The approval is undone.
    case proved
    /// INICIS answered, and did not: there was nothing to undo, or it could not.
    case refused
    case unanswered
}

extension KGInicis {
    /// Undoes an approval. INICIS takes this right after the approval only; it is no refund.
    func undo(_ pass: InicisPass, _ payment: PaymentReference) async -> InicisUndo {
        var fields = approvalFields(of: pass, payment)
        if pass.device == .mobile {
            fields += [("P_AMT", payment.amount.text), ("P_OID", payment.key.text)]
        }
        do {
            let answer = try await send(pass.netCancelPath, fields, of: pass, within: InicisDeadline.netCancel)
            return answer.isSuccess ? .proved : .refused
        } catch {
            services.logger.warning(
                "a net-cancel had no answer",
                metadata: ["payment": "\(payment.key.short)", "error": "\(error)"]
            )
            return .unanswered
        }
    }

    /// After an approval that nobody can build on: net-cancel, and where that proves nothing, an inquiry.
    ///
    /// - Returns: `reversed` where the net-cancel is proved, else what INICIS knows; `unknown` where it knows nothing.
    func compensate(
        _ words: String,
        _ pass: InicisPass,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot {
        let undone = await undo(pass, payment)
        if undone == .proved { return nothingPaid(.reversed, payment, memory) }
        if let transaction = try? await look(at: payment, memory) { return transaction.snapshot(of: payment, memory) }
        var memory = memory
        // One that INICIS refused is over: the same return may then be approved again, which takes no money twice,
        // because a token is approved once. One without an answer may still arrive.
        memory.undoing = undone == .unanswered ? pass : nil
        return nothingPaid(.unknown(words), payment, memory)
    }

    /// Sends a net-cancel again that had no answer.
    ///
    /// - Returns: `nil` where INICIS answered that there is nothing to undo.
    func undoAgain(
        _ pass: InicisPass,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot? {
        switch await undo(pass, payment) {
        case .proved: nothingPaid(.reversed, payment, memory)
        case .refused: nil
        case .unanswered: nothingPaid(.unknown("a net-cancel has no answer"), payment, memory)
        }
    }
}
