import HTTPTypes
import ProviderKit

extension NicePay {
    private struct Approval: Encodable {
        let amount: Int64
        let ediDate: String
        let signData: String
    }

    /// Takes the money. An approval without an answer is undone at once; that it was begun is written down before.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - tid: What the buyer authenticated.
    ///   - isFirst: Whether no approval was begun for the payment before.
    /// - Returns: What came of it.
    /// - Throws: ``ProviderError/Code/temporary`` where nothing was taken, ``ProviderError/Code/unknown`` where nobody
    ///   knows.
    func approve(
        _ payment: PaymentReference,
        tid: String,
        isFirst: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        let date = ediDate
        let amount = payment.amount.minorUnits
        let request = Approval(
            amount: amount,
            ediDate: date,
            signData: signature.ofTransaction(tid: tid, amount: amount, ediDate: date)
        )
        try await attempts.keep(NicePayAttempt(tid: tid), of: payment.key)
        let answer: NicePayTransaction
        do {
            answer = try await send(request, to: "/v1/payments/\(FormText.pathSegment(tid))")
        } catch {
            guard error.code == .unknown else { throw await nothingTaken(error, payment, isFirst: isFirst) }
            return try await undo(payment, tid: tid, begun: services.clock.now())
        }
        switch answer.code {
        case .success: return try await accept(answer, payment, tid: tid)
        case .askFirst: return try await askAgain(payment, tid: tid)
        case .temporary: throw await nothingTaken(answer.error(.temporary), payment, isFirst: isFirst)
        case .configuration: throw await nothingTaken(answer.error(.configuration), payment, isFirst: isFirst)
        case .unknown: return try await undo(payment, tid: tid, begun: services.clock.now())
        case .absent, .refused: return decline(answer, payment, tid: tid)
        case .unlisted: return try await interpret(answer, payment, tid: tid)
        }
    }

    /// A first approval that took nothing stands in nobody's way: the buyer may come back with another transaction.
    private func nothingTaken(
        _ error: ProviderError,
        _ payment: PaymentReference,
        isFirst: Bool
    ) async -> ProviderError {
        if isFirst { await attempts.forget(payment.key) }
        return error
    }

    private func decline(_ answer: NicePayTransaction, _ payment: PaymentReference, tid: String) -> PaymentSnapshot {
        PaymentSnapshot(
            .declined(code: answer.resultCode, message: answer.resultMsg ?? ""),
            paid: .zero(payment.amount.currency),
            transactionID: tid
        )
    }

    /// A code that no document lists says what the transaction says: a decline where NICEPAY shows nothing paid.
    private func interpret(
        _ answer: NicePayTransaction,
        _ payment: PaymentReference,
        tid: String
    ) async throws(ProviderError) -> PaymentSnapshot {
        let found: NicePayTransaction?
        do {
            found = try await look(at: payment, tid: tid)
        } catch {
            throw answer.error(.unknown)
        }
        let snapshot = try found?.snapshot(isApproving: true)
        guard let snapshot, snapshot.status != .open else { return decline(answer, payment, tid: tid) }
        return snapshot
    }

    /// The return's signature does not cover the order number, and NICEPAY shows a transaction only once it is
    /// approved. Where it turns out to be another order's, it goes back, and is not approved again; another amount or
    /// currency is reported as it is.
    private func accept(
        _ answer: NicePayTransaction,
        _ payment: PaymentReference,
        tid: String
    ) async throws(ProviderError) -> PaymentSnapshot {
        guard answer.tid == tid else { throw ProviderError(.conflict, "NICEPAY answers with another transaction") }
        guard answer.orderId == payment.key.text else {
            // Where the database cannot be asked, the transaction itself tells later on.
            try? await attempts.keep(NicePayAttempt(foreign: tid), of: payment.key)
            let name = "approved for another order"
            _ = try await send(
                NicePayCancel(orderId: payment.key.text, reason: name, tid: tid, ediDate: ediDate, signature),
                to: "/v1/payments/\(FormText.pathSegment(tid))/cancel"
            )
            throw ProviderError(.conflict, "NICEPAY approved another order's transaction")
        }
        return try answer.snapshot(isApproving: true)
    }

    /// It was approved before, under this transaction or this order number.
    private func askAgain(_ payment: PaymentReference, tid: String) async throws(ProviderError) -> PaymentSnapshot {
        let found: NicePayTransaction?
        do {
            found = try await look(at: payment, tid: tid)
        } catch {
            throw error.inDoubt
        }
        guard let found else {
            throw ProviderError(.unknown, "NICEPAY says that it approved before, and knows nothing of it")
        }
        return try found.snapshot(isApproving: true)
    }

    /// Sends what may move money.
    ///
    /// - Throws: ``ProviderError/Code/unknown`` for a server error and for an answer that cannot be read.
    func send(
        _ request: some Encodable,
        to path: String,
        within deadline: Duration = NicePayDeadline.money
    ) async throws(ProviderError) -> NicePayTransaction {
        let response = try await line.within(deadline).post(path, headers, json: request)
        switch response.status.code {
        case 401, 403: throw ProviderError(.configuration, "NICEPAY refuses the keys")
        case 500...: throw ProviderError(.unknown, "NICEPAY answers \(response.status.code)")
        default: break
        }
        let answer = try response.json(as: NicePayTransaction.self)
        if answer.code == .success { try answer.check(signature) }
        return answer
    }
}
