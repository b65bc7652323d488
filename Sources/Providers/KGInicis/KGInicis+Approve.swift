import HTTPTypes
import ProviderKit

extension KGInicis {
    /// Takes the money of an authenticated payment. What has no clear answer, or an answer about something else, is
    /// undone at once.
    func approve(
        _ pass: InicisPass,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot {
        let fields = approvalFields(of: pass, payment)
        let answer: InicisApproval
        do {
            answer = try await send(pass.approvalPath, fields, of: pass, within: InicisDeadline.approval)
        } catch {
            guard error.code != .temporary else { throw error }
            return await compensate(error.message, pass, payment, memory)
        }
        guard answer.isSuccess else { return try await refuse(answer, pass, payment, memory) }
        guard let approved = answer.approved(payment, by: mid) else {
            return await compensate("the approval is about something else", pass, payment, memory)
        }
        return approved
    }

    /// INICIS's codes are no closed list: a refusal is followed by a net-cancel, in case it was none. One that finds
    /// something to undo shows that it was.
    private func refuse(
        _ answer: InicisApproval,
        _ pass: InicisPass,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot {
        let undone = await undo(pass, payment)
        if undone == .proved { return nothingPaid(.reversed, payment, memory) }
        if undone == .unanswered {
            do {
                if let found = try await look(at: payment, memory) { return found.snapshot(of: payment, memory) }
            } catch {
                throw ProviderError(.unknown, "a refused approval could not be looked up", providerCode: answer.code)
            }
        }
        return nothingPaid(.declined(code: answer.code, message: answer.message), payment, memory)
    }

    /// The form of an approval, and of its net-cancel on a desktop.
    func approvalFields(of pass: InicisPass, _ payment: PaymentReference) -> [(name: String, value: String)] {
        switch pass.device {
        case .mobile: return [("P_MID", mid), ("P_TID", pass.token)]
        case .desktop:
            let timestamp = String(services.clock.now().milliseconds)
            let signed = signer.approval(token: pass.token, timestamp: timestamp)
            return [
                ("mid", mid), ("authToken", pass.token), ("timestamp", timestamp), ("signature", signed.signature),
                ("verification", signed.verification), ("charset", "UTF-8"), ("format", "JSON"),
                ("price", payment.amount.text),
            ]
        }
    }

    /// - Throws: ``ProviderError/Code/unknown`` for anything but an answer to build on.
    func send(
        _ path: String,
        _ fields: [(name: String, value: String)],
        of pass: InicisPass,
        within deadline: Duration
    ) async throws(ProviderError) -> InicisApproval {
        let line = hosts.line(to: hosts.origin(of: pass), by: services, within: deadline)
        let response = try await line.post(path, form: fields)
        guard response.status == .ok else {
            throw ProviderError(.unknown, "INICIS answered with status \(response.status.code)")
        }
        return try InicisApproval(response, to: pass.device)
    }
}
