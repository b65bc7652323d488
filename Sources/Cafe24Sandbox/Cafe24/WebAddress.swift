/// Addresses from outside that a browser is sent to.
enum WebAddress {
    /// Only http and https, and only characters that RFC 3986 allows, so that none can break out of an attribute.
    static func isSafe(_ text: String) -> Bool {
        (text.hasPrefix("http://") || text.hasPrefix("https://"))
            && text.utf8.allSatisfy { allowed.contains($0) }
    }

    private static let allowed = Set(
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "-._~:/?#[]@!$&'()*+,;=%").utf8
    )
}
