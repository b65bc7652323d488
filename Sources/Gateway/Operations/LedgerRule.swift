/// The ledger's rules that decide what becomes of a payment, in as few words as a line of its story bears.
enum LedgerRule: Int, Sendable {
    case intentFirst = 1
    case snapshots = 2
    case oneSettler = 3
    case neverTooMuch = 4
    case outbox = 5
    case withoutCallbacks = 7
    case oneCapture = 8
    case lastWord = 11
    case unpaidCanBeClosed = 12

    /// For people.
    var words: String {
        let words =
            switch self {
            case .intentFirst: "what is about to be asked is written down first"
            case .snapshots: "what the PG says now counts where it is consistent"
            case .oneSettler: "one settler per payment"
            case .neverTooMuch: "refunds one after another, never more than was paid"
            case .outbox: "what Cafe24 must be told is written with its cause"
            case .withoutCallbacks: "the truth is found without callbacks"
            case .oneCapture: "one capture per order"
            case .lastWord: "the last word to Cafe24 binds"
            case .unpaidCanBeClosed: "what is unpaid can be closed"
            }
        return "rule \(rawValue): \(words)"
    }
}

extension LedgerEvent {
    /// The rule that decided; `nil` where none did: a person, or a PG that gave no answer.
    var rule: LedgerRule? {
        switch kind {
        case .opened, .requestRepeated, .superseded: .oneCapture
        case .sessionOpened, .openingFailed, .pricing, .priced, .approvalReserved: .intentFirst
        case .claimed: .oneSettler
        case .snapshot, .conflict, .lateNews, .cancellationFound: .snapshots
        case .stateChanged: ruleOfState
        case .verdictGiven, .statusRead: .lastWord
        case .cancellationReserved: ruleOfReservation
        case .cancellationSubmitted: .neverTooMuch
        case .cancellationSettled: by == "pg" ? .neverTooMuch : nil
        case .notificationDue, .notificationDelivered, .notificationParked: .outbox
        case .verifyFailed, .flagged, .decidedByHand: nil
        }
    }

    private var ruleOfState: LedgerRule? {
        switch by {
        case "pg": .snapshots
        case "gateway": .withoutCallbacks
        default: facts["to"] == PaymentState.settling.rawValue ? .oneSettler : nil
        }
    }

    private var ruleOfReservation: LedgerRule {
        switch facts["origin"].flatMap(CancellationEntry.Origin.init) {
        case .giveBack: .lastWord
        case .superseded: .oneCapture
        default: facts["kind"] == CancellationEntry.Kind.void.rawValue ? .unpaidCanBeClosed : .neverTooMuch
        }
    }
}
