/// An order as the Admin API tells it, as far as a cancellation needs it.
struct AdminOrder: Hashable, Sendable {
    let number: String
    /// `T` for all of it, `M` for a part, `F`.
    private let canceled: String
    private let items: [Standing]

    /// - Parameter value: The member `order` of the answer, with its items embedded; `nil` is no order.
    init?(_ value: JSONValue?) {
        guard let value, let number = value["order_id"]?.string else { return nil }
        self.number = number
        canceled = value["canceled"]?.string ?? "F"
        items = value["items"]?.items?.map { Standing($0["order_status"]?.string ?? "") } ?? []
    }

    /// Whether the mall itself is cancelling as much as a request asks for (contract, finding S1).
    ///
    /// The hash that a buyer can read is good for the whole amount, so that asks for the whole order: each of its items
    /// must be cancelled. An order paid in part with points, whose whole amount goes back for one item of several, is
    /// refused by that; its money is an operator's to give back.
    ///
    /// For a part, one item under way is enough. Whether an item is marked as done before its PG was asked or after is
    /// not known; so one that is done counts as well, but not for the refunds that were made before.
    ///
    /// - Parameters:
    ///   - wholly: Whether all that was paid is asked for.
    ///   - refundsBefore: How many refunds Cafe24 has asked for and was told of.
    /// - Returns: `false` where its word is not enough to give the money back.
    func isBeingCancelled(wholly: Bool, refundsBefore: Int) -> Bool {
        if canceled == "T" { return true }
        guard !items.isEmpty else { return !wholly && canceled == "M" }
        if wholly { return items.allSatisfy { $0 == .underWay || $0 == .over } }
        return items.contains { $0 == .underWay || $0 == .givesDifference }
            || items.count { $0 == .over } > refundsBefore
    }
}

extension AdminOrder {
    /// What an item's `order_status` means for its money.
    ///
    /// The codes are those that the Admin API's reference lists for the parameter `order_status` of `GET orders`
    /// (public mirror noston/cafe24-api-spec, chapter "orders"). How they follow one another is not written there.
    private enum Standing: Hashable {
        case stands
        /// An exchange whose difference goes back.
        case givesDifference
        /// The mall has accepted a cancellation or a return, and the money is still to go back.
        case underWay
        /// Done, with the refund where there was one to make.
        case over

        init(_ code: String) {
            switch code {
            case "C10", "C34", "C36", "C41", "C42", "C43": self = .underWay
            case "R10", "R12", "R13", "R20", "R30", "R31", "R34", "R36", "R41", "R42", "R43": self = .underWay
            case "C35", "C40", "C47", "C48", "C49", "R40": self = .over
            case "E34", "E36": self = .givesDifference
            // Also C00 and R00: a buyer asks for those by himself; and C11 and R11, which the mall has refused.
            default: self = .stands
            }
        }
    }
}
