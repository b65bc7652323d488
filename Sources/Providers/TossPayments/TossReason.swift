import ProviderKit

/// The reason of a cancel, which Toss gives back word by word: our operation stands at its end, so that a refund whose
/// answer was lost is found among those made in the console.
enum TossReason {
    /// At most 200 characters.
    static func text(_ cancellation: Cancellation) -> String {
        let suffix = " (\(cancellation.operation.text))"
        return TextCut.characters(cancellation.reason, atMost: 200 - suffix.count) + suffix
    }

    static func operation(in text: String?) -> OperationID? {
        guard let text, text.hasSuffix(")"), let start = text.lastIndex(of: "(") else { return nil }
        return OperationID(text[text.index(after: start)...].dropLast())
    }
}
