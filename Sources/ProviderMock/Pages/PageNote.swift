import ProviderKit

/// What a page has to say beside its buttons.
enum PageNote: Sendable {
    case priceToCome
    case approved, declined, left
    case depositImpossible, depositDue, depositIssued, noDeposit
    case paid, closed, expired, missing, badOutcome, badWebhooks
}

extension PageNote {
    /// What a session's state has to say; nothing where nothing has happened yet.
    init?(_ session: Session, at now: Timestamp) {
        if session.isExpired(at: now) {
            self = .expired
            return
        }
        switch session.status {
        case .unopened: return nil
        case .open where session.order.isAmountFinal: return nil
        case .open: self = .priceToCome
        case .left: self = .left
        case .declined: self = .declined
        case .authorised: self = .approved
        case .deposit: self = .depositDue
        case .paid: self = .paid
        case .voided: self = .closed
        }
    }

    /// Whether nothing is left to choose.
    var isLast: Bool {
        switch self {
        case .paid, .closed, .expired, .missing: true
        case .priceToCome, .approved, .declined, .left, .depositImpossible, .depositDue, .depositIssued, .noDeposit,
            .badOutcome, .badWebhooks:
            false
        }
    }
}
