import HTTPTypes
import ProviderKit

extension SamplePay {
    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        if let told = try flawedWord(evidence, payment) { return told }
        guard case .returned(let message, _) = evidence else {
            return try snapshot(try await look(session(of: payment)), payment)
        }
        let form = message.form()
        let own = try self.session(of: payment)
        let session = flaw == .takesSessionFromReturn ? form["session"] ?? own : own
        guard form["session"] == session || form["session"] == nil else {
            throw ProviderError(.rejectedMessage, "the return names another session")
        }
        var told = try await settle(session, form, payment, approval)
        if flaw == .forgetsRefundsAtReturn { told.cancelled = .zero(told.paid.currency) }
        if flaw == .forgetsTransaction, payment.status == .paid { told.transactionID = nil }
        return told
    }

    /// Looks first: the same return may come again.
    private func settle(
        _ session: String,
        _ form: [String: String],
        _ payment: PaymentReference,
        _ approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        let isUnasked = flaw == .approvesOnSight || flaw == .capturesOnSight
        let approval = approval ?? (isUnasked ? OperationID(from: services.random) : nil)
        if flaw == .reliesOnItsKey, let approval, let token = form["token"] {
            _ = try await approve(session, token, payment.amount.minorUnits, payment, approval)
            do {
                return try snapshot(try await look(session), payment)
            } catch {
                throw ProviderError(.unknown, "approved perhaps: \(error.message)")
            }
        }
        let now = try await look(session)
        if flaw != .takesSessionFromReturn { try check(now, payment) }
        guard now.status == "authorised", let approval, let token = form["token"] else {
            return try snapshot(now, payment)
        }
        let returned = form["amount"].flatMap(Int64.init) ?? 0
        let amount = flaw == .approvesReturnedAmount ? returned : payment.amount.minorUnits
        return try await approve(session, token, amount, payment, approval)
    }

    private func approve(
        _ session: String,
        _ token: String,
        _ amount: Int64,
        _ payment: PaymentReference,
        _ approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        let body = SampleRequest(amount: amount, token: token)
        let response: ProviderResponse
        do {
            response = try await send(.post, "/sessions/\(session)/approve", body, approval.text)
        } catch {
            return try flawedGuess(error, payment)
        }
        if let guess = flawedGuess(response, payment) { return guess }
        if response.status.code >= 500 { throw ProviderError(.unknown, "status \(response.status.code)") }
        let answer = try decode(response)
        if let refusal = answer.error {
            if flaw == .doubtsRefusedApprovals, refusal == "REFUSED" { throw ProviderError(.unknown, "what is that?") }
            throw ProviderError(.invalidRequest, "the approval was refused", providerCode: refusal)
        }
        return try snapshot(answer, payment)
    }

    func look(_ session: String) async throws(ProviderError) -> SampleAnswer {
        let answer: SampleAnswer
        do {
            answer = try await call(.get, "/sessions/\(session)")
        } catch {
            guard error.code == .unknown, flaw != .takesBlindnessForDoubt else { throw error }
            throw ProviderError(.temporary, error.message)
        }
        if let refusal = answer.error {
            throw ProviderError(.invalidRequest, "no such session", providerCode: refusal)
        }
        return answer
    }

    func session(of payment: PaymentReference) throws(ProviderError) -> String {
        let session = flaw == .looksAtTheFirstPage ? payment.references.first : payment.references.last
        guard let session else { throw ProviderError(.configuration, "no session") }
        return session
    }

    private func check(_ answer: SampleAnswer, _ payment: PaymentReference) throws(ProviderError) {
        guard answer.order == payment.key.text || flaw == .ignoresOrderNumber else {
            throw ProviderError(.conflict, "the PG speaks of another order")
        }
    }

    func snapshot(
        _ answer: SampleAnswer,
        _ payment: PaymentReference
    ) throws(ProviderError) -> PaymentSnapshot {
        try check(answer, payment)
        guard let named = Currency(code: answer.currency) else {
            throw ProviderError(.unknown, "a currency nobody knows")
        }
        let currency = flaw == .ignoresCurrency ? payment.amount.currency : named
        let status = try status(answer)
        let isOurs = flaw == .ignoresAmount || (flaw == .takesDepositForMoney && answer.status == "waiting")
        let paid = isOurs && status == .paid ? payment.amount.minorUnits : answer.paid
        let refunds = answer.refunds.filter { !$0.isPending }.map(\.amount)
        let cancelled = flaw == .tellsLastRefundOnly ? refunds.last ?? 0 : refunds.reduce(0, +)
        return PaymentSnapshot(
            status,
            paid: Money(paid, currency),
            cancelled: Money(cancelled, currency),
            cancellations: answer.refunds.compactMap { record($0, in: currency) },
            transactionID: flaw == .hasNoTransaction ? nil : answer.transaction,
            method: answer.transaction.map { _ in answer.isDeposit ? "virtualAccount" : "card" }
        )
    }

    private func record(_ refund: SampleAnswer.Refund, in currency: Currency) -> CancellationRecord? {
        guard let operation = OperationID(refund.operation) else { return nil }
        let state = refund.isPending ? CancellationRecord.State.pending : .done
        return CancellationRecord(
            flaw == .namesRefundsOtherwise ? .provider("r-\(refund.operation)") : .operation(operation),
            amount: Money(flaw == .listsRefundsOfOne ? 1 : refund.amount, currency),
            state: flaw == .listsRefundsAsRefused ? .refused : state
        )
    }

    private func status(_ answer: SampleAnswer) throws(ProviderError) -> PaymentSnapshot.Status {
        switch answer.status {
        case "open", "authorised": return .open
        case "left": return flaw == .doesNotKnowLeaving ? .unknown("left") : .abandoned
        case "declined":
            if flaw == .throwsDeclines { throw ProviderError(.invalidRequest, "declined") }
            return .declined(code: "DECLINED", message: "The card was declined.")
        case "waiting": return flaw == .takesDepositForMoney ? .paid : .pending(.deposit)
        case "paid": return .paid
        case "closed": return .expired
        default: return flaw == .guessesStatus ? .declined(code: answer.status, message: "") : .unknown(answer.status)
        }
    }
}
