import Testing

@testable import Gateway

/// What the Admin API's word on an order confirms (contract, finding S1).
@Suite struct AdminOrderTests {
    private func order(_ canceled: String, _ statuses: [String]) throws -> AdminOrder {
        let items = statuses.map { #"{"order_status":"\#($0)"}"# }.joined(separator: ",")
        let text = #"{"order_id":"20260901-0000029","canceled":"\#(canceled)","items":[\#(items)]}"#
        return try #require(AdminOrder(try JSONReader.read(Array(text.utf8))))
    }

    @Test(arguments: [
        ("T", ["N10"], true), ("F", ["N10"], false), ("M", ["N10"], false), ("F", ["C34"], true), ("F", ["R36"], true),
        ("F", ["C10", "C40"], true), ("M", ["C34", "N20"], false), ("M", ["C40", "N40"], false), ("M", [], false),
        ("F", ["C47", "C47"], true), ("F", ["E34"], false), ("F", [""], false),
        // Anybody who bought can ask for a cancellation, and a mall may refuse it.
        ("F", ["C00"], false), ("F", ["R00"], false), ("F", ["C11"], false), ("F", ["R11"], false),
    ])
    func theWholeIsConfirmedWhereEveryItemIsCancelled(canceled: String, statuses: [String], expected: Bool) throws {
        let order = try order(canceled, statuses)
        #expect(order.isBeingCancelled(wholly: true, refundsBefore: 0) == expected)
    }

    @Test(arguments: [
        (["C34", "N20"], 0, true), (["C34", "N20"], 5, true), (["N20", "R41"], 0, true), (["E36", "N20"], 0, true),
        (["C40", "N20"], 0, true), (["C40", "N20"], 1, false), (["C40", "C40", "N20"], 1, true),
        (["C40", "C34"], 1, true), (["C00", "N20"], 0, false), (["R11", "N20"], 0, false), (["N20"], 0, false),
    ])
    func aPartIsConfirmedByAnItemThatIsNotRefundedYet(statuses: [String], before: Int, expected: Bool) throws {
        let order = try order("M", statuses)
        #expect(order.isBeingCancelled(wholly: false, refundsBefore: before) == expected)
    }

    @Test(arguments: [("T", true), ("M", true), ("F", false)])
    func withoutItemsTheOrdersOwnWordIsAllThereIs(canceled: String, expected: Bool) throws {
        let order = try order(canceled, [])
        #expect(order.isBeingCancelled(wholly: false, refundsBefore: 0) == expected)
    }
}
