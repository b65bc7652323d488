import ProviderKit

/// What the buyer's browser brings back from Toss's window. None of it is signed.
struct TossReturn: Sendable {
    /// Toss's name for the payment, which the confirmation asks for.
    let paymentKey: String

    /// Reads a return by the success address.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where it names another order or another amount.
    init(success message: InboundMessage, of payment: PaymentReference) throws(ProviderError) {
        let fields = message.form()
        guard let paymentKey = fields["paymentKey"], TossPayment.isKey(paymentKey) else {
            throw ProviderError(.rejectedMessage, "the return has no paymentKey")
        }
        guard Signature.matches(fields["orderId"], payment.key.text) else {
            throw ProviderError(.rejectedMessage, "the return names another order")
        }
        guard let text = fields["amount"], let amount = try? Money(text, payment.amount.currency),
            amount == payment.amount
        else {
            throw ProviderError(.rejectedMessage, "the return names another amount")
        }
        self.paymentKey = paymentKey
    }

    /// What became of a payment that nobody paid, in the words of the failure address.
    static func status(failure message: InboundMessage) -> PaymentSnapshot.Status {
        let fields = message.form()
        guard let code = fields["code"], code != "PAY_PROCESS_CANCELED", isCode(code) else { return .abandoned }
        return .declined(code: code, message: TextCut.characters(fields["message"] ?? "", atMost: 200))
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count <= 64
            && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}

extension TossPayment {
    /// Letters, digits, `_` and `-`, at most 200: what may stand in a path.
    static func isKey(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
