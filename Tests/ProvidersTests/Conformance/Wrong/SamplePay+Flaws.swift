import HTTPTypes
import ProviderKit

/// What the flawed ones say without asking.
extension SamplePay {
    /// An answer by the evidence alone; `nil` where the PG is asked, as it should be.
    func flawedWord(
        _ evidence: Evidence,
        _ payment: PaymentReference
    ) throws(ProviderError) -> PaymentSnapshot? {
        switch (flaw, evidence) {
        case (.trustsTheCancelDoor, .returned(_, .cancel)):
            return PaymentSnapshot(.abandoned, paid: .zero(payment.amount.currency))
        case (.believesAnybody, .notified(let message)) where !isSigned(message):
            return PaymentSnapshot(.paid, paid: payment.amount)
        case (.wantsTheReturnFirst, .notified) where payment.status == nil:
            throw ProviderError(.conflict, "nobody has returned yet")
        default: return nil
        }
    }

    /// A guess at what an approval came to whose call ended in an error.
    ///
    /// - Throws: The error, where nothing is guessed.
    func flawedGuess(_ error: ProviderError, _ payment: PaymentReference) throws(ProviderError) -> PaymentSnapshot {
        switch (flaw, error.code) {
        case (.takesSilenceForYes, .unknown): return PaymentSnapshot(.paid, paid: payment.amount)
        case (.takesSilenceForNo, .unknown), (.takesNoLineForNo, .temporary): return no(payment)
        default: throw error
        }
    }

    /// A guess at an answer that is none.
    func flawedGuess(_ response: ProviderResponse, _ payment: PaymentReference) -> PaymentSnapshot? {
        let isUnreadable = (try? decode(response)) == nil
        switch flaw {
        case .takesServerErrorForNo where response.status.code >= 500: return no(payment)
        case .takesHalfAnAnswerForNo where isUnreadable && response.body.starts(with: "{".utf8): return no(payment)
        case .takesGarbageForNo where isUnreadable && response.body.first == 0xFF: return no(payment)
        default: return nil
        }
    }

    private func no(_ payment: PaymentReference) -> PaymentSnapshot {
        PaymentSnapshot(.declined(code: "GUESS", message: ""), paid: .zero(payment.amount.currency))
    }
}
