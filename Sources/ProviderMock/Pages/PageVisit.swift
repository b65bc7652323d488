import ProviderKit

/// What a page needs to know of the request it answers.
struct PageVisit: Sendable {
    /// With its question mark, every byte outside RFC 3986's query percent-encoded; empty where there is none.
    let query: String
    private let accepted: String?

    init(_ request: InboundMessage) {
        query = request.query.isEmpty ? "" : "?" + Self.encode(request.query)
        accepted = request.headers["accept-language"]
    }

    /// The browser's language; the order's where the browser names none.
    func language(else fallback: Language) -> Language {
        accepted.map { Language(accepting: $0) } ?? fallback
    }

    private static func encode(_ query: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&()*+,;=:@/?".utf8)
        return query.utf8.map { byte in
            plain.contains(byte) ? String(decoding: [byte], as: UTF8.self) : "%" + [byte].hexadecimal.uppercased()
        }.joined()
    }
}
