/// The form of a string in `providers.json`.
struct TextForm: Sendable {
    /// Reads behind "must be": `a host and a port such as 127.0.0.1:8080`.
    let expectation: String
    /// A regular expression for editors (ECMA-262, as JSON Schema has them): what it refuses, `check` refuses too.
    let pattern: String?
    let accepts: @Sendable (String) -> Bool

    init(_ expectation: String, pattern: String? = nil, _ accepts: @escaping @Sendable (String) -> Bool) {
        self.expectation = expectation
        self.pattern = pattern
        self.accepts = accepts
    }

    static let line = TextForm("a line of 1 to 200 bytes") {
        !$0.trimmed.isEmpty && $0.utf8.count <= 200 && !$0.hasControlCharacters
    }
    static let any = TextForm("a string") { _ in true }
    static let address = TextForm(
        "a host and a port such as 127.0.0.1:8080",
        pattern: #"^([a-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$"#
    ) { ListenAddress($0) != nil }
    static let range = TextForm(
        "an address range such as 10.0.0.0/8",
        pattern: #"^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"#
    ) { CIDR($0) != nil }
    static let database = TextForm(
        "sqlite:path or postgres://user:password@host:5432/name",
        pattern: #"^(sqlite:|postgres(ql)?://).+$"#
    ) {
        DatabaseLocation($0) != nil
    }
    static let publicURL = TextForm(
        "an https address without a path, or a loopback one with http",
        pattern: #"^https?://[^/@?#]+/?$"#
    ) {
        WebOrigin($0).map { $0.isSecure || $0.isLoopback } ?? false
    }
    static let date = TextForm("a date such as 2026-09-01", pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"#) { isDate($0) }
    static let apiBase = TextForm(
        "an https address without a path and with {mall_id} in it, or a loopback one",
        pattern: #"^https?://[^/@?#]+/?$"#
    ) { apiAddress($0) }
    static let path = TextForm(
        "a path such as /api/shop/pg_fail, at most 200 bytes",
        pattern: #"^/[A-Za-z0-9._~/:-]{0,199}$"#
    ) {
        $0.utf8.first == UInt8(ascii: "/") && $0.utf8.count <= 200 && isPath($0)
    }
    /// An origin says its port, because naming it to the port is what lets it be a private address.
    static let domain = TextForm(
        "a domain such as shop.example.com, or an origin with its port such as http://127.0.0.1:9000",
        pattern: #"^([A-Za-z0-9.-]+|https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}/?)$"#
    ) {
        if $0.contains("://") { return WebOrigin($0) != nil && WebOrigin.saysPort($0) }
        return HostName.isWellFormed($0) && !HostName.isNumeric($0) && $0.contains(".")
    }
    static let mallID = TextForm("a mall id: 3 to 50 of a-z, 0-9 and hyphen", pattern: #"^[a-z0-9-]{3,50}$"#) {
        (3...50).contains($0.utf8.count)
            && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
    static let shopNumber = TextForm(
        "a shop number from 1 on",
        pattern: #"^[1-9][0-9]{0,5}$"#
    ) { decimal($0, in: 1...999_999) != nil }
    static let name = TextForm(
        "a name: 1 to 32 letters, digits, hyphens and underscores",
        pattern: #"^[A-Za-z0-9_-]{1,32}$"#
    ) {
        (1...32).contains($0.utf8.count)
            && $0.utf8.allSatisfy { $0.isUnreserved && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "~") }
    }
    static let keyID = TextForm(
        "a key's name: 1 to 32 letters, digits, dots, hyphens and underscores",
        pattern: #"^[A-Za-z0-9._-]{1,32}$"#
    ) {
        (1...32).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isUnreserved && $0 != UInt8(ascii: "~") }
    }
    /// Which codes are in circulation only the list of currencies can say.
    static let currency = TextForm("an ISO 4217 code such as KRW", pattern: "^[A-Z]{3}$", line.accepts)
    static let partnerID = TextForm("1 to 50 visible ASCII characters", pattern: #"^[!-~]{1,50}$"#) {
        (1...50).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// A day of the Gregorian calendar.
    private static func isDate(_ text: String) -> Bool {
        let digits = text.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        guard digits == Array("0000-00-00".utf8) else { return false }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return false }
        let isLeap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[parts[1] - 1]).contains(parts[2])
    }

    /// What ``AdminExchange`` can reach, whichever mall it asks.
    private static func apiAddress(_ text: String) -> Bool {
        let filled = text.split(separator: "{mall_id}", omittingEmptySubsequences: false).joined(separator: "mall")
        guard let origin = WebOrigin(filled) else { return false }
        return origin.isLoopback || (origin.isSecure && text.contains("{mall_id}"))
    }

    private static func isPath(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { $0.isUnreserved || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    }
}
