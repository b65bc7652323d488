/// The scheme, host and port of a web address: `https://pay.example.com`, `http://127.0.0.1:8080`.
public struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
    public let isSecure: Bool
    /// In lower case; an IPv6 address in brackets.
    public let host: String
    public let port: Int

    public init(isSecure: Bool, host: String, port: Int) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }

    /// Reads `scheme://host` or `scheme://host:port`, with nothing behind it but perhaps one slash.
    public init?(_ text: String) {
        guard let (isSecure, behind) = Self.scheme(of: text) else { return nil }
        let authority = behind.hasSuffix("/") ? behind.dropLast() : behind
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.init(isSecure: isSecure, host: host, port: port ?? Self.standardPort(isSecure: isSecure))
    }

    /// Whether the text of an origin has its port in it.
    static func saysPort(_ text: String) -> Bool { text.contains(/:[0-9]+\/?$/) }

    public var isLoopback: Bool { HostName.isLoopback(bareHost) }

    /// An IPv6 address without its brackets.
    var bareHost: String { host.first == "[" ? String(host.dropFirst().dropLast()) : host }

    /// Host and port as they stand in an address, without a port that goes without saying.
    public var authority: String { hasStandardPort ? host : "\(host):\(port)" }

    /// Without a final slash, and without a port that goes without saying.
    public var description: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// Whether the port is the one that the scheme has by itself.
    var hasStandardPort: Bool { port == Self.standardPort(isSecure: isSecure) }

    private static func standardPort(isSecure: Bool) -> Int { isSecure ? 443 : 80 }

    private static func scheme(of text: String) -> (isSecure: Bool, rest: Substring)? {
        if text.hasPrefix("https://") { return (true, text.dropFirst(8)) }
        if text.hasPrefix("http://") { return (false, text.dropFirst(7)) }
        return nil
    }

    /// Only configuration may name an IPv6 address; addresses from outside never do.
    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            port = decimal(authority[authority.index(after: colon)...], in: 1...65535)
            guard port != nil else { return nil }
            host = authority[..<colon]
        }
        if host.first == "[", host.last == "]" {
            guard IPAddress(String(host.dropFirst().dropLast()))?.isVersion6 ?? false else { return nil }
        } else {
            guard HostName.isWellFormed(host) else { return nil }
        }
        return (host.lowercased(), port)
    }
}
