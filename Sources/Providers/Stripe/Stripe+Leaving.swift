import ProviderKit

extension Stripe {
    /// Ends what a buyer who left by the cancel door could still pay in another tab.
    ///
    /// Cafe24 is told "not paid" after such a return, so that an open page is closed, and money that the bank has set
    /// aside is let go. Stripe does either only while nothing was paid; what it says afterwards is what counts.
    ///
    /// - Parameters:
    ///   - found: What Stripe said just now.
    ///   - snapshot: What that means.
    ///   - payment: The payment.
    /// - Returns: What Stripe says then.
    /// - Throws: ``ProviderError/Code/temporary`` where the page may still be open: no money moves by closing it, and
    ///   closing may be repeated.
    func leave(
        _ found: StripePayment,
        _ snapshot: PaymentSnapshot,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> PaymentSnapshot {
        var (found, snapshot) = (found, snapshot)
        var tries = 0
        // The buyer may set money aside between the look and the closing: then that is let go.
        while tries < 2, [.open, .pending(.capture)].contains(snapshot.status) {
            tries += 1
            do {
                _ = try await close(found)
            } catch {
                guard error.code == .unknown else { throw error }
                throw error.told(as: .temporary)
            }
            guard let now = try await look(at: payment) else { return snapshot }
            (found, snapshot) = (now, try now.snapshot(of: payment))
        }
        if tries > 0, [.open, .expired].contains(snapshot.status) { snapshot.status = found.refusal ?? .abandoned }
        return snapshot
    }

    private struct Closed: Decodable, Sendable {}

    /// Closes the page while it is open, and lets go what was set aside afterwards.
    ///
    /// Neither has a key: whoever closes twice finds it closed, and under a key Stripe would repeat a server error for
    /// a day.
    ///
    /// - Returns: Stripe's refusal; `nil` where it is closed.
    func close(_ found: StripePayment) async throws(ProviderError) -> StripeFailure.Detail? {
        let path: String
        if found.session.status == StripeSession.Status.open.rawValue {
            path = "/v1/checkout/sessions/\(found.session.id)/expire"
        } else if let intent = found.intent {
            path = "/v1/payment_intents/\(intent.id)/cancel"
        } else {
            return StripeFailure.Detail(type: nil, code: "no_intent", declineCode: nil, message: nil)
        }
        switch try await send([], to: path, key: nil, as: Closed.self) {
        case .value: return nil
        case .refused(let detail): return detail
        }
    }
}
