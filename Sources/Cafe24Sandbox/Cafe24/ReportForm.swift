/// Which values the fields of a notification may have, apart from what they say about an order.
enum ReportForm {
    private static let flags: Set = ["T", "F"]
    /// Cafe24's codes for ways to pay, as its Admin API lists them.
    private static let methods: Set = [
        "card", "tcash", "icash", "cell", "cvs", "deferpay", "cash", "point", "etc",
    ]
    private static let codes: Set = ["0000", "9999"]

    static func doubt(aboutPayment report: SandboxJSON) -> Doubt? {
        let known = [
            ("request_type", ["payment"]), ("paymethod", methods), ("all_cancel_tf", flags), ("part_cancel_tf", flags),
            ("escrow_tf", flags), ("payed_tf", flags), ("easypay", flags), ("result_code", codes),
        ]
        return doubt(report, known, texts: ["tid", "amount", "result_message"])
    }

    static func doubt(aboutCancellation report: SandboxJSON) -> Doubt? {
        let known = [
            ("request_type", ["cancelnoty"]), ("paymethod", methods), ("status", ["P", "F"]), ("result_code", codes),
        ]
        return doubt(report, known, texts: ["tid", "cancel_amount", "result_message"])
    }

    private static func doubt(_ report: SandboxJSON, _ known: [(String, Set<String>)], texts: [String]) -> Doubt? {
        for field in known.map(\.0) + texts where report[field]?.text == nil { return .missing(field: field) }
        for (field, values) in known {
            let given = report[field]?.text ?? ""
            guard values.contains(given) else { return .unexpected(field: field, given: given) }
        }
        return nil
    }
}
