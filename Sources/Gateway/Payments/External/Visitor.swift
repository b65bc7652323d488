import ProviderKit

/// What a browser says of its user.
struct Visitor: Hashable, Sendable {
    let isMobile: Bool
    let language: Language

    /// - Parameter headers: By lower-case name.
    init(_ headers: [String: String]) {
        isMobile = headers["sec-ch-ua-mobile"] == "?1" || headers["user-agent"]?.contains("Mobi") ?? false
        language = Language(accepting: headers["accept-language"])
    }
}
