import HTTPTypes
import ProviderKit

extension KGInicis {
    /// Takes the money of an authenticated payment. What has no clear answer, or an answer about something else, is
    /// undone at once.
    ///
    /// - Parameters:
    ///   - attempt: Written down before anything is sent.
    ///   - payment: The payment.
    ///   - memory: What is remembered of it.
    ///   - isFirst: Whether no approval was begun for the payment before.
    /// - Returns: What came of it; `unknown` where nothing proves it.
    /// - Throws: ``ProviderError/Code/temporary`` where nothing was sent, ``ProviderError/Code/unknown`` where a
    ///   refused one could not be looked up.
    func approve(
        _ attempt: InicisAttempt,
        _ payment: PaymentReference,
        _ memory: InicisMemory,
        isFirst: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await marks.keep(attempt, of: payment.key)
        let pass = attempt.pass
        let fields = approvalFields(of: attempt, payment)
        let answer: InicisApproval
        do {
            answer = try await send(pass.approvalPath, fields, of: pass, within: InicisDeadline.approval)
        } catch {
            guard error.code == .temporary else { return await compensate(error.message, attempt, payment, memory) }
            if isFirst { await marks.forget(payment.key) }
            throw error
        }
        guard answer.isSuccess else { return try await refuse(answer, attempt, payment, memory, isFirst: isFirst) }
        guard let approved = answer.approved(payment, by: mid) else {
            return await compensate("the approval is about something else", attempt, payment, memory)
        }
        guard answer.namesItsOrder else { return await confirm(approved, attempt, payment, memory) }
        await marks.end(attempt, of: payment.key, isReversed: false)
        return approved
    }

    /// INICIS's codes are no closed list: a refusal is followed by a net-cancel, in case it was none. One that finds
    /// something to undo shows that it was.
    private func refuse(
        _ answer: InicisApproval,
        _ attempt: InicisAttempt,
        _ payment: PaymentReference,
        _ memory: InicisMemory,
        isFirst: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        var attempt = attempt
        let refusal = InicisAttempt.Refusal(code: answer.code, message: answer.message)
        if isFirst { attempt.refusal = refusal }
        do {
            if let known = try await undo(attempt, of: payment, memory) { return known }
        } catch {
            throw ProviderError(.unknown, "a refused approval could not be looked up", providerCode: answer.code)
        }
        guard isFirst else {
            // It may have been refused for having been approved before.
            return nothingPaid(.unknown("a repeated approval was refused: \(answer.code)"), payment, memory)
        }
        return await declined(refusal, attempt, payment, memory)
    }

    func declined(
        _ refusal: InicisAttempt.Refusal,
        _ attempt: InicisAttempt,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot {
        await marks.end(attempt, of: payment.key, isReversed: false, refusal: refusal)
        return nothingPaid(.declined(code: refusal.code, message: refusal.message), payment, memory)
    }

    /// An approval that leaves out whose it is, as answers to phones may: the inquiry into its transaction tells.
    private func confirm(
        _ approved: PaymentSnapshot,
        _ attempt: InicisAttempt,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async -> PaymentSnapshot {
        var known = memory
        known.tid = approved.transactionID
        do {
            _ = try await look(at: payment, known)
            await marks.end(attempt, of: payment.key, isReversed: false)
            return approved
        } catch {
            guard error.code != .conflict else {
                return await compensate("the approval is about something else", attempt, payment, memory)
            }
            var unsure = approved
            unsure.status = .unknown("an approval does not say whose it is")
            unsure.paid = .zero(payment.amount.currency)
            return unsure
        }
    }

    /// The form of an approval, and of its net-cancel on a desktop.
    func approvalFields(of attempt: InicisAttempt, _ payment: PaymentReference) -> [(name: String, value: String)] {
        let pass = attempt.pass
        switch pass.device {
        case .mobile: return [("P_MID", mid), ("P_TID", pass.token)]
        case .desktop:
            let timestamp = String(attempt.signed.milliseconds)
            let signed = signer.approval(token: pass.token, timestamp: timestamp)
            return [
                ("mid", mid), ("authToken", pass.token), ("timestamp", timestamp), ("signature", signed.signature),
                ("verification", signed.verification), ("charset", "UTF-8"), ("format", "JSON"),
                ("price", payment.amount.text),
            ]
        }
    }

    /// - Throws: ``ProviderError/Code/temporary`` where no connection was made, ``ProviderError/Code/unknown`` for
    ///   anything but an answer to build on.
    func send(
        _ path: String,
        _ fields: [(name: String, value: String)],
        of pass: InicisPass,
        within deadline: Duration
    ) async throws(ProviderError) -> InicisApproval {
        let line = PGLine(http: services.http, origin: hosts.origin(of: pass), deadline: deadline)
        let response = try await line.post(path, form: fields)
        guard response.status == .ok else {
            throw ProviderError(.unknown, "INICIS answered with status \(response.status.code)")
        }
        return try InicisApproval(response, to: pass.device)
    }
}
