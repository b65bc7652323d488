import ProviderKit

/// Who brought a piece of evidence.
extension Evidence {
    /// A buyer's browser.
    var isReturn: Bool { if case .returned = self { true } else { false } }

    /// The PG.
    var isReport: Bool { if case .notified = self { true } else { false } }

    /// Nobody: the gateway asks by itself.
    var isInquiry: Bool { if case .inquiry = self { true } else { false } }

    /// For the story.
    var name: String {
        switch self {
        case .returned(_, let door): "returned (\(door.rawValue))"
        case .notified: "notified"
        case .inquiry: "inquiry"
        }
    }
}
