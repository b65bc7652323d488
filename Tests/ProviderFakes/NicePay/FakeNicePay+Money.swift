import ProviderConformance
import ProviderKit
import Synchronization

/// The three calls that move money.
extension FakeNicePay {
    func approval(_ tid: String, _ call: Call, in state: inout State) -> ProviderResponse {
        guard var transaction = state.transactions[tid] else { return Self.failure("A115") }
        guard let amount = call.amount, call.isSigned(tid, String(amount)) else { return Self.failure("A101") }
        guard amount == transaction.amount else { return Self.failure("A123") }
        guard transaction.status == nil else { return Self.failure("2201") }
        let sameOrder = state.transactions.values.filter { $0.orderId == transaction.orderId }
        guard sameOrder.allSatisfy({ $0.status == nil || $0.status == "failed" }) else { return Self.failure("A127") }
        if let code = refusal(in: &state) { return Self.failure(code) }
        guard !transaction.isDoomed else {
            transaction.status = "failed"
            state.transactions[tid] = transaction
            return Self.failure("3095")
        }
        transaction.status = transaction.method == "vbank" ? "ready" : "paid"
        transaction.paidAt = transaction.method == "vbank" ? nil : clock.now()
        state.transactions[tid] = transaction
        report(transaction, in: &state)
        return misleading(in: &state) ?? say(transaction, in: state)
    }

    func netCancel(_ call: Call, in state: inout State) -> ProviderResponse {
        guard let orderId = call.orderId, call.isSigned(orderId) else { return Self.failure("A101") }
        let found = state.transactions.values.first { $0.orderId == orderId && ["paid", "ready"].contains($0.status) }
        guard let transaction = found else { return Self.failure("2012") }
        guard clock.now() <= transaction.authenticated + .seconds(3600) else { return Self.failure("2020") }
        return take(transaction.balance, from: transaction, reason: "망취소", in: &state)
    }

    func cancellation(_ tid: String, _ call: Call, in state: inout State) -> ProviderResponse {
        guard let transaction = state.transactions[tid], let status = transaction.status else {
            return Self.failure("2012")
        }
        guard let reason = call.reason, let name = call.orderId, reason.utf8.count <= 100, name.utf8.count <= 64 else {
            return Self.failure("A117")
        }
        guard call.isSigned(tid) else { return Self.failure("A101") }
        guard status != "cancelled" else { return Self.failure("2013") }
        guard ["ready", "paid", "partialCancelled"].contains(status) else { return Self.failure("2014") }
        if call.cancelAmt != nil, state.cancelNames.contains(name) { return Self.failure("A127") }
        if call.cancelAmt == nil, !transaction.cancels.isEmpty { return Self.failure("2031") }
        let amount = call.cancelAmt ?? transaction.balance
        guard amount > 0 else { return Self.failure("2010") }
        guard amount <= transaction.balance else { return Self.failure("2032") }
        if status != "ready", transaction.method == "vbank" {
            let account = [call.refundAccount, call.refundBankCode, call.refundHolder]
            guard account.allSatisfy({ !($0 ?? "").isEmpty }) else { return Self.failure("A117") }
        }
        if let code = refusal(in: &state) { return Self.failure(code) }
        state.cancelNames.insert(name)
        let answer = take(amount, from: transaction, reason: reason, in: &state)
        return misleading(in: &state) ?? answer
    }

    /// Somebody cancels in NICEPAY's own console.
    public func cancelInConsole(_ won: Int64, of key: PaymentKey) {
        state.withLock { state in
            let paid = state.transactions.values.first { $0.orderId == key.text && $0.paidAt != nil }
            if let paid { _ = take(won, from: paid, reason: "console", in: &state) }
        }
    }

    private func take(
        _ amount: Int64,
        from transaction: FakeNicePayTransaction,
        reason: String,
        in state: inout State
    ) -> ProviderResponse {
        var transaction = transaction
        state.count += 1
        if transaction.paidAt != nil {
            let tid = "cancel\(state.count)m01012611221800000000"
            transaction.cancels.append(.init(tid: tid, amount: amount, reason: reason, at: clock.now()))
        }
        let isOver = transaction.balance == 0 || transaction.paidAt == nil
        transaction.status = isOver ? "cancelled" : "partialCancelled"
        state.transactions[transaction.tid] = transaction
        report(transaction, in: &state)
        return say(transaction, in: state)
    }

    private func misleading(in state: inout State) -> ProviderResponse? {
        state.misleadings.isEmpty ? nil : Self.failure(state.misleadings.removeFirst())
    }

    private func refusal(in state: inout State) -> String? {
        if state.lie == .errorInside { return "A116" }
        return state.refusals.isEmpty ? nil : state.refusals.removeFirst()
    }
}
