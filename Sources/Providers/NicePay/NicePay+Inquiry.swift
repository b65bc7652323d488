import HTTPTypes
import ProviderKit

extension NicePay {
    /// Asks what NICEPAY knows of a payment.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - tid: NICEPAY's name for it, where it is known; else it is looked for by our order number.
    /// - Returns: The transaction; `nil` where NICEPAY has none.
    /// - Throws: ``ProviderError/Code/conflict`` where NICEPAY answers with another order or another transaction.
    func look(at payment: PaymentReference, tid: String?) async throws(ProviderError) -> NicePayTransaction? {
        if let tid = tid ?? payment.references.last {
            let found = try await inquire("/v1/payments/\(FormText.pathSegment(tid))", payment)
            guard found == nil || found?.tid == tid else {
                throw ProviderError(.conflict, "NICEPAY answers with another transaction")
            }
            return found
        }
        for day in days(of: payment) {
            let path = "/v1/payments/find/\(payment.key.text)?orderDate=\(day)"
            if let found = try await inquire(path, payment) { return found }
        }
        return nil
    }

    /// The same before anything is sent: whatever the look comes to, nothing happened.
    func lookBefore(_ payment: PaymentReference, tid: String?) async throws(ProviderError) -> NicePayTransaction? {
        do {
            return try await look(at: payment, tid: tid)
        } catch {
            throw error.whileAsking
        }
    }

    /// NICEPAY finds an order number only with its day in Korea, and a buyer may need until after midnight.
    private func days(of payment: PaymentReference) -> [String] {
        let first = KoreanTime.day(payment.opened)
        let next = KoreanTime.day(payment.opened + .seconds(86_400))
        return next <= KoreanTime.day(services.clock.now()) ? [first, next] : [first]
    }

    private func inquire(
        _ path: String,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> NicePayTransaction? {
        let response = try await line.within(NicePayDeadline.inquiry).get(path, headers)
        try refuseTrouble(response)
        let answer = try response.json(as: NicePayTransaction.self)
        switch answer.code {
        case .success: break
        case .absent: return nil
        case .temporary: throw answer.error(.temporary)
        case .configuration: throw answer.error(.configuration)
        case .askFirst, .unknown, .refused, .unlisted:
            if response.status == .notFound { return nil }
            throw answer.error(.unknown)
        }
        try answer.check(signature)
        guard answer.orderId == payment.key.text else {
            throw ProviderError(.conflict, "NICEPAY answers with another order")
        }
        return answer
    }

    /// What its HTTP status alone says of an answer to an inquiry.
    private func refuseTrouble(_ response: ProviderResponse) throws(ProviderError) {
        switch response.status.code {
        case 401, 403: throw ProviderError(.configuration, "NICEPAY refuses the keys")
        case 500...: throw ProviderError(.temporary, "NICEPAY cannot be asked: \(response.status.code)")
        default: break
        }
    }
}
