import ProviderKit

/// Fields that more than one kind of request has.
extension RequestFields {
    /// Cafe24's order number, `order_id`.
    ///
    /// - Throws: ``RequestFault`` where it is missing, or has other characters than visible ASCII.
    func orderNumber() throws(RequestFault) -> String {
        let number = try required("order_id", max: 64)
        guard number.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RequestFault(field: "order_id", "has other characters than visible ASCII")
        }
        return number
    }

    /// The buyer's language by its first two letters, as in `ko_KR`; `nil` where it is not said, or none of ours.
    ///
    /// - Throws: ``RequestFault`` where `language` is no short text.
    func language() throws(RequestFault) -> Language? {
        try optional("language", max: 10).flatMap { Language(rawValue: String($0.prefix(2)).lowercased()) }
    }
}
