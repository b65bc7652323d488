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

    /// A signature in Base64, `hash_data` or `hmac`.
    ///
    /// A form that does not escape a `+` brings a blank in its place (contract, section 0), and one in front is not to
    /// be trimmed: as many as the text is short of come back as the `+` they were. Other white space is trimmed.
    ///
    /// - Throws: ``RequestFault`` where it is missing or no short text.
    func hash(_ name: String) throws(RequestFault) -> String {
        let hash = try required(name, max: 128)
        guard case .string(let text)? = value(name) else { return hash }
        let before = text.utf8.prefix { $0 != hash.utf8.first }
        let missing = max(0, HashKey.length - hash.utf8.count)
        let lost = before.suffix(missing).reversed().prefix { $0 == UInt8(ascii: " ") }
        return String(repeating: "+", count: lost.count) + hash
    }

    /// The buyer's language by its first two letters, as in `ko_KR`; `nil` where it is not said, or none of ours.
    var language: Language? {
        words("language", max: 10).flatMap { Language(rawValue: String($0.prefix(2)).lowercased()) }
    }
}
