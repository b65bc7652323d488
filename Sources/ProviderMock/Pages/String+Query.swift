extension String {
    /// The address with fields added to its query, before a fragment.
    ///
    /// - Parameter fields: Names and values that need no encoding.
    /// - Returns: The address.
    func adding(_ fields: KeyValuePairs<String, String>) -> String {
        let fragment = firstIndex(of: "#").map { self[$0...] } ?? ""
        let address = prefix(count - fragment.count)
        let isOpenEnded = address.hasSuffix("?") || address.hasSuffix("&")
        let joint = address.contains("?") ? (isOpenEnded ? "" : "&") : "?"
        return address + joint + fields.map { "\($0.key)=\($0.value)" }.joined(separator: "&") + fragment
    }
}
