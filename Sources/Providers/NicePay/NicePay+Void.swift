import ProviderKit

extension NicePay {
    /// Without an approval there is nothing that could be paid; what was issued is a virtual account.
    func void(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let transaction = try await lookBefore(payment, tid: nil), let tid = transaction.tid else {
            return .done(reference: nil)
        }
        let snapshot = try transaction.snapshot(isApproving: try await unsettled(payment) != nil)
        switch snapshot.status {
        case .paid: return .alreadyPaid(snapshot)
        case .unknown(let status): throw ProviderError(.unknown, "NICEPAY says \(status)")
        case .pending, .open: break
        default: return .done(reference: nil)
        }
        let request = request(for: cancellation, tid)
        let answer = try await send(request, to: "/v1/payments/\(FormText.pathSegment(tid))/cancel")
        return try await closed(answer, payment)
    }

    /// A deposit may have come in between.
    private func closed(
        _ answer: NicePayTransaction,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch answer.code {
        case .success: return .done(reference: answer.cancelledTid)
        case .temporary: throw answer.error(.temporary)
        case .configuration: throw answer.error(.configuration)
        case .unknown: throw answer.error(.unknown)
        case .absent, .refused, .unlisted, .askFirst: break
        }
        let snapshot = try await look(at: payment, tid: nil)?.snapshot(isApproving: false)
        switch snapshot?.status {
        case .paid: return snapshot.map { .alreadyPaid($0) } ?? .done(reference: nil)
        case .expired: return .done(reference: nil)
        default: return .refused(code: answer.resultCode, message: answer.resultMsg ?? "")
        }
    }
}
