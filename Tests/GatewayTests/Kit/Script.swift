import ProviderKit
import Synchronization

/// What a ``ScriptedProvider`` answers, first come first served, and what it was asked.
final class Script: Sendable {
    enum Call: Sendable {
        case checkout(CheckoutOrder)
        case verify(PaymentKey, OperationID?)
        case cancel(PaymentKey, OperationID)
    }

    /// One answer; only the part for its verb is set.
    struct Step: Sendable {
        var checkout: (@Sendable (CheckoutOrder) async throws(ProviderError) -> CheckoutSession)?
        var verify: (@Sendable (PaymentReference) async throws(ProviderError) -> PaymentSnapshot)?
        var cancel: (@Sendable (Cancellation) async throws(ProviderError) -> CancellationOutcome)?
    }

    private struct State {
        var calls: [Call] = []
        var steps: [Step] = []
    }

    private let state = Mutex(State())

    var calls: [Call] { state.withLock { $0.calls } }

    /// The approvals that came with each question, in order.
    var approvals: [OperationID?] {
        calls.compactMap { call in if case .verify(_, let approval) = call { .some(approval) } else { nil } }
    }

    /// The operations of all cancellations that were sent, in order.
    var cancellations: [OperationID] {
        calls.compactMap { call in if case .cancel(_, let operation) = call { operation } else { nil } }
    }

    func onVerify(_ answer: @escaping @Sendable (PaymentReference) async throws(ProviderError) -> PaymentSnapshot) {
        state.withLock { $0.steps.append(Step(verify: answer)) }
    }

    func onCancel(_ answer: @escaping @Sendable (Cancellation) async throws(ProviderError) -> CancellationOutcome) {
        state.withLock { $0.steps.append(Step(cancel: answer)) }
    }

    func onCheckout(_ answer: @escaping @Sendable (CheckoutOrder) async throws(ProviderError) -> CheckoutSession) {
        state.withLock { $0.steps.append(Step(checkout: answer)) }
    }

    /// The answer to a call: the first one for its verb.
    func next(_ call: Call) -> Step {
        state.withLock { state in
            state.calls.append(call)
            let index = state.steps.firstIndex { step in
                switch call {
                case .checkout: step.checkout != nil
                case .verify: step.verify != nil
                case .cancel: step.cancel != nil
                }
            }
            return index.map { state.steps.remove(at: $0) } ?? Step()
        }
    }
}

extension PaymentReference {
    /// All of it was paid.
    func paid(cancelling records: [CancellationRecord] = []) -> PaymentSnapshot {
        let cancelled = records.filter { $0.state == .done }.reduce(0) { $0 + $1.amount.minorUnits }
        return PaymentSnapshot(
            .paid,
            paid: amount,
            cancelled: Money(cancelled, amount.currency),
            cancellations: records,
            transactionID: "tid-\(key.short)"
        )
    }
}
