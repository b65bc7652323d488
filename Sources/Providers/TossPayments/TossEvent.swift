import Foundation
import ProviderKit

/// The body of a webhook. None is signed; a `DEPOSIT_CALLBACK` is the one without a type.
struct TossEvent: Decodable, Sendable {
    struct Subject: Decodable, Sendable {
        let paymentKey: String?
        let orderId: String?
        let status: String?
        let transactionKey: String?
        let cancelRequestId: String?
    }

    let eventType: String?
    let createdAt: String?
    let data: Subject?
    let orderId: String?
    let status: String?
    let transactionKey: String?
    let secret: String?

    /// - Throws: ``ProviderError/Code/rejectedMessage`` for anything that no Toss would send.
    init(_ body: [UInt8]) throws(ProviderError) {
        do {
            self = try JSONDecoder().decode(TossEvent.self, from: Data(body))
        } catch {
            throw ProviderError(.rejectedMessage, "the webhook is no event of Toss's")
        }
    }

    var isDeposit: Bool { eventType == nil }

    /// A deposit proves itself with the secret that came with the confirmation.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where it is another one.
    func check(secretOf payment: PaymentReference) throws(ProviderError) {
        guard isDeposit, let stored = try payment.state?.value(as: TossState.self).secret else { return }
        try check(secret: stored)
    }

    func check(secret expected: String) throws(ProviderError) {
        guard Signature.matches(secret, expected) else {
            throw ProviderError(.rejectedMessage, "the deposit's secret is wrong")
        }
    }
}
