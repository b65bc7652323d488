/// Adds parameters to an address without touching its own bytes.
enum AddressQuery {
    /// The address with more query parameters, in front of a fragment.
    ///
    /// - Parameters:
    ///   - items: Names and values in clear.
    ///   - address: An absolute address.
    /// - Returns: The text; parameters of the same name that were there stay.
    static func adding(_ items: [(String, String)], to address: String) -> String {
        guard !items.isEmpty else { return address }
        let hash = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.endIndex
        let front = address[..<hash]
        let added = items.map { "\(OutsideURL.percentEncoded($0))=\(OutsideURL.percentEncoded($1))" }
            .joined(separator: "&")
        return front + separator(behind: front) + added + address[hash...]
    }

    private static func separator(behind front: Substring) -> String {
        guard front.utf8.contains(UInt8(ascii: "?")) else { return "?" }
        return front.utf8.last == UInt8(ascii: "?") || front.utf8.last == UInt8(ascii: "&") ? "" : "&"
    }
}
