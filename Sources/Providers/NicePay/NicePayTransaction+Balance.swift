import ProviderKit

extension NicePayTransaction {
    /// What went back of a paid amount, both in won. Status, balance and list must tell the same, where they tell it.
    func cancelled(of amount: Int64) throws(ProviderError) -> Int64 {
        let word = status.flatMap { Status(rawValue: $0) }
        let told = [balanceAmt.map { amount.subtractingReportingOverflow($0).partialValue }, listed].compactMap(\.self)
        let cancelled = told.first ?? (word == .cancelled ? amount : 0)
        let range =
            switch word {
            case .paid: Int64(0)...0
            // No document says what parts are called that came to the whole.
            case .partialCancelled: min(1, amount)...amount
            default: amount...amount
            }
        guard told.allSatisfy({ $0 == cancelled }), range.contains(cancelled) else {
            throw ProviderError(.unknown, "NICEPAY contradicts itself about what went back")
        }
        return cancelled
    }

    /// The sum of the list; `nil` where there is none.
    private var listed: Int64? {
        guard let cancels, !cancels.isEmpty else { return nil }
        return cancels.reduce(0) { $0.addingReportingOverflow($1.amount).partialValue }
    }
}
