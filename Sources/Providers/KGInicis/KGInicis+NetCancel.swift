import Logging
import ProviderKit

/// What became of a net-cancel.
enum InicisUndo: Hashable, Sendable {
    /// The approval is undone.
    case proved
    /// INICIS answered, and did not: there was nothing to undo, or it could not.
    case refused
    case unanswered
    /// No connection was made.
    case unsent
}

extension KGInicis {
    /// Undoes an approval, and finds out what is true then.
    ///
    /// That it is sent is written down first: while one without an answer may still come through, a payment that is
    /// shown is not reported.
    ///
    /// - Parameters:
    ///   - attempt: The approval.
    ///   - payment: Its payment.
    ///   - memory: What is remembered of it.
    /// - Returns: `nil` where INICIS has nothing to undo and shows no transaction.
    /// - Throws: ``ProviderError/Code/temporary`` where nothing was sent, ``ProviderError/Code/unknown`` where INICIS
    ///   could not be asked afterwards.
    func undo(
        _ attempt: InicisAttempt,
        of payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot? {
        var attempt = attempt
        let before = attempt.undoing
        let begun = (before ?? InicisUndoing()).another(at: services.clock.now())
        attempt.undoing = begun
        try await marks.keep(attempt, of: payment.key)
        let undone = await netCancel(attempt, payment)
        guard undone != .proved else {
            await marks.end(attempt, of: payment.key, isReversed: true)
            return nothingPaid(.reversed, payment, memory)
        }
        attempt.undoing = begun.ended(by: undone, after: before)
        if undone != .unanswered { try await marks.keep(attempt, of: payment.key) }
        if let transaction = try await lookInDoubt(at: payment, memory) {
            return await conclude(attempt, transaction, payment, memory)
        }
        // A net-cancel of what was refused has nothing to undo, however late it comes.
        if undone == .refused || attempt.refusal != nil { return nil }
        return nothingPaid(.unknown("a net-cancel has no answer"), payment, memory)
    }

    /// What an inquiry shows of an approval; its token is kept no longer where that is clear.
    ///
    /// What may still be undone is neither paid nor awaited. Another amount is told at once, for a person to look at.
    func conclude(
        _ attempt: InicisAttempt,
        _ transaction: InicisTransaction,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot {
        let snapshot = transaction.snapshot(of: payment, memory, at: services.clock.now())
        let isOtherAmount = snapshot.status == .paid && snapshot.paid != payment.amount
        switch snapshot.status {
        case .unknown: return snapshot
        case .paid where isOtherAmount: return snapshot
        case .paid, .pending:
            guard !attempt.isBeingUndone(at: services.clock.now()) else {
                return nothingPaid(.unknown("a net-cancel has no answer"), payment, memory)
            }
        default: break
        }
        await marks.end(attempt, of: payment.key, isReversed: snapshot.status == .reversed)
        return snapshot
    }

    /// After an approval that nobody can build on.
    ///
    /// - Returns: `reversed` where the net-cancel is proved, what INICIS shows where it refused to undo it, else
    ///   `unknown`.
    func compensate(
        _ words: String,
        _ attempt: InicisAttempt,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot {
        let known = try? await undo(attempt, of: payment, memory)
        return known ?? nothingPaid(.unknown(words), payment, memory)
    }

    /// Sends the net-cancel, with the parameters of its approval. INICIS takes it right after the approval only; it is
    /// no refund.
    private func netCancel(_ attempt: InicisAttempt, _ payment: PaymentReference) async -> InicisUndo {
        let pass = attempt.pass
        var fields = approvalFields(of: attempt, payment)
        if pass.device == .mobile {
            fields += [("P_AMT", payment.amount.text), ("P_OID", payment.key.text)]
        }
        do {
            let answer = try await send(pass.netCancelPath, fields, of: pass, within: InicisDeadline.netCancel)
            return answer.isSuccess ? .proved : .refused
        } catch {
            guard error.code != .temporary else { return .unsent }
            services.logger.warning(
                "a net-cancel had no answer",
                metadata: ["payment": "\(payment.key.short)", "error": "\(error)"]
            )
            return .unanswered
        }
    }
}
