import ProviderKit

extension Scene {
    /// An amount of this payment's currency.
    func money(_ minorUnits: Int64) -> Money { Money(minorUnits, order.amount.currency) }

    /// A third, or all of it where the PG gives back no parts.
    var part: Money {
        trial.manifest.cancelsInParts ? money(order.amount.minorUnits / 3) : order.amount
    }

    /// Gives an amount back.
    ///
    /// - Parameters:
    ///   - amount: How much.
    ///   - operation: A new one, unless something is repeated.
    ///   - remaining: What remains before, as the gateway believes; all of it where left out.
    ///   - account: The buyer's, for money that came from one.
    /// - Returns: What the module says of it.
    /// - Throws: ``ProviderError``, as the module does.
    func refund(
        _ amount: Money,
        as operation: OperationID? = nil,
        of remaining: Money? = nil,
        to account: RefundAccount? = RefundAccount(bankCode: "20", number: "1002003004005", holder: "김하나")
    ) async throws(ProviderError) -> CancellationOutcome {
        let before = remaining ?? order.amount
        let cancellation = Cancellation(
            .refund(amount),
            operation: operation ?? trial.operation(),
            remainingBefore: before,
            remainingAfter: money(max(0, before.minorUnits - amount.minorUnits)),
            reason: "changed mind",
            bankAccount: account
        )
        return try await trial.provider.cancel(cancellation, of: payment)
    }

    /// Closes what nobody has paid.
    func void() async throws(ProviderError) -> CancellationOutcome {
        let cancellation = Cancellation(
            .void,
            operation: trial.operation(),
            remainingBefore: money(0),
            remainingAfter: money(0),
            reason: "changed mind"
        )
        return try await trial.provider.cancel(cancellation, of: payment)
    }
}

extension CancellationOutcome {
    /// Whether the PG has taken the refund upon itself.
    var isAccepted: Bool {
        switch self {
        case .done, .pending: true
        case .refused, .alreadyPaid: false
        }
    }

    var isRefused: Bool { if case .refused = self { true } else { false } }

    var words: String {
        switch self {
        case .done: "done"
        case .pending: "pending"
        case .refused(let code, let message): "refused (\(code): \(message))"
        case .alreadyPaid: "already paid"
        }
    }
}
