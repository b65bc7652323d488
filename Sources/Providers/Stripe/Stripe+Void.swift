import ProviderKit

extension Stripe {
    /// Closes the page, since a buyer who left it may still pay in another tab; or lets go what was set aside.
    func void(_ payment: PaymentReference) async throws(ProviderError) -> CancellationOutcome {
        var refusal: StripeFailure.Detail?
        // Between a look and the closing the buyer may pay: then there is something else to close, or nothing more.
        for _ in 0..<2 {
            guard let found = try await look(at: payment) else { return .done(reference: nil) }
            let snapshot = try found.snapshot(of: payment)
            switch snapshot.status {
            case .paid: return .alreadyPaid(snapshot)
            case .expired, .declined: return .done(reference: nil)
            case .unknown(let status): throw ProviderError(.unknown, "Stripe says \(status)")
            default: break
            }
            refusal = try await close(found)
            if refusal == nil { return .done(reference: nil) }
        }
        return .refused(code: refusal?.name ?? "", message: refusal?.message ?? "it cannot be closed now")
    }
}
