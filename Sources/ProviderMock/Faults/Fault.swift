import ProviderKit

/// The call that a fault waits for.
enum FaultVerb: String, CaseIterable, Codable, Sendable {
    case checkout, verify, cancel, webhook
}

/// What may go wrong at this PG, on demand or by chance.
enum FaultKind: String, CaseIterable, Codable, Sendable {
    case timeoutBeforeCommit, timeoutAfterCommit, serverError, garbage, wrongAmount, wrongCurrency
    case decline, refuse, hang, delay, badSignature, pending

    /// Whether the fault means anything for a call.
    ///
    /// `wrongAmount`, `wrongCurrency` and `pending` are taken everywhere; where an answer has no such figure they are
    /// used up and change nothing. For a webhook, one attempt is struck and the next ones follow the retries:
    /// `timeoutBeforeCommit`, `hang` and `serverError` keep it from being sent, `timeoutAfterCommit` loses the
    /// acknowledgement, `garbage` breaks the JSON and signs it, `badSignature` spoils the signature, `delay` sends it
    /// later, `wrongAmount`, `wrongCurrency` and `pending` have it tell so.
    func suits(_ verb: FaultVerb) -> Bool {
        switch self {
        case .decline: verb == .checkout || verb == .verify
        case .refuse: verb == .cancel
        case .badSignature: verb == .webhook
        default: true
        }
    }
}

/// One fault that strikes one call.
struct Fault: Hashable, Sendable {
    /// The module's own deadline: a call that hangs ends after it.
    static let deadline = Duration.seconds(10)

    let kind: FaultKind
    /// In milliseconds; `nil` leaves it to the kind.
    let delayMilliseconds: Int?

    /// How long the call is held.
    var pause: Duration {
        switch kind {
        case .hang: Self.deadline
        case .timeoutBeforeCommit, .timeoutAfterCommit: .milliseconds(delayMilliseconds ?? 1000)
        default: .milliseconds(delayMilliseconds ?? 0)
        }
    }

    /// How the call ends where the PG does nothing; `nil` where it acts.
    var failureBeforeCommit: ProviderError? {
        switch kind {
        case .timeoutBeforeCommit: ProviderError(.unknown, "the PG did not answer in time")
        case .hang: ProviderError(.unknown, "the PG did not answer before the deadline")
        case .serverError: ProviderError(.unknown, "the PG answered with status 500", providerCode: "500")
        case .garbage: ProviderError(.unknown, "the PG's answer cannot be read")
        default: nil
        }
    }

    /// How the call ends where the PG acted and the answer was lost; `nil` where it arrives.
    var failureAfterCommit: ProviderError? {
        kind == .timeoutAfterCommit ? ProviderError(.unknown, "the PG did not answer in time") : nil
    }
}
