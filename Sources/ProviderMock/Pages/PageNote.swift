import ProviderKit

/// What a page has to say beside its buttons.
enum PageNote: Sendable {
    case approved, declined, left
    case depositImpossible, depositDue
    case paid, closed, expired, missing, badOutcome

    func text(_ language: Language) -> String {
        language == .korean ? korean : english
    }

    private var english: String {
        switch self {
        case .approved: "You have approved this payment. The shop completes it."
        case .declined: "The last card was declined. You can try again."
        case .left: "You left this payment. You can still pay."
        case .depositImpossible: "This order cannot wait for a transfer. Please pay in another way."
        case .depositDue: "Please transfer the amount to this account."
        case .paid: "This payment is paid."
        case .closed: "This payment was closed. Nothing was paid."
        case .expired: "The time for this payment is over. Nothing was paid."
        case .missing: "There is no such payment."
        case .badOutcome: "Please choose one of the buttons."
        }
    }

    private var korean: String {
        switch self {
        case .approved: "결제를 승인하셨습니다. 쇼핑몰에서 결제를 완료합니다."
        case .declined: "카드가 거절되었습니다. 다시 시도하실 수 있습니다."
        case .left: "결제를 중단하셨습니다. 계속 결제하실 수 있습니다."
        case .depositImpossible: "이 주문은 계좌이체로 결제할 수 없습니다. 다른 방법을 선택해 주세요."
        case .depositDue: "아래 계좌로 입금해 주세요."
        case .paid: "결제가 완료되었습니다."
        case .closed: "결제가 닫혔습니다. 결제되지 않았습니다."
        case .expired: "결제 시간이 지났습니다. 결제되지 않았습니다."
        case .missing: "결제를 찾을 수 없습니다."
        case .badOutcome: "버튼 중 하나를 선택해 주세요."
        }
    }
}

extension PageNote {
    /// What a session's state has to say; nothing where nothing has happened yet.
    init?(_ session: Session, at now: Timestamp) {
        if session.isExpired(at: now) {
            self = .expired
            return
        }
        switch session.status {
        case .unopened, .open: return nil
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
        case .approved, .declined, .left, .depositImpossible, .depositDue, .badOutcome: false
        }
    }
}
