/// An order as the Admin API tells it, as far as a cancellation needs it.
struct AdminOrder: Hashable, Sendable {
    let number: String
    /// Whether all or part of it is cancelled, being cancelled, or on its way back.
    ///
    /// The API's own words for it were not readable: `canceled` is `T`, `F` or, in part, `M`, and an item's
    /// `order_status` begins with `C` for cancellations and `R` for returns (contract, section B11 names neither).
    let isBeingCancelled: Bool

    /// - Parameter value: The member `order` of the answer; `nil` is no order.
    init?(_ value: JSONValue?) {
        guard let value, let number = value["order_id"]?.string else { return nil }
        self.number = number
        let statuses = value["items"]?.items?.compactMap { $0["order_status"]?.string } ?? []
        isBeingCancelled =
            ["T", "M"].contains(value["canceled"]?.string ?? "F")
            || statuses.contains { $0.hasPrefix("C") || $0.hasPrefix("R") }
    }
}
