import Foundation
import Synchronization

/// The OAuth tokens and codes the mall has given out.
final class TokenBook: Sendable {
    /// Seconds that an access token lives, and a refresh token.
    private static let accessLife = 7200.0
    private static let refreshLife = 14.0 * 86_400
    private static let codeLife = 60.0

    /// A pair and when each half ends.
    struct Grant: Sendable {
        let tokens: AdminTokens
        let issuedAt: Date
        var expiresAt: Date { issuedAt + TokenBook.accessLife }
        var refreshExpiresAt: Date { issuedAt + TokenBook.refreshLife }
    }

    private struct Code {
        let redirectURI: String
        let issuedAt: Date
    }

    private struct Contents {
        var grants: [Grant]
        var codes: [String: Code] = [:]
        var expired: Set<String> = []
    }

    private let contents: Mutex<Contents>

    init(_ first: AdminTokens) {
        contents = Mutex(Contents(grants: [Grant(tokens: first, issuedAt: Date())]))
    }

    func accepts(accessToken: String, at now: Date) -> Bool {
        contents.withLock { contents in
            !contents.expired.contains(accessToken)
                && contents.grants.contains { $0.tokens.accessToken == accessToken && now < $0.expiresAt }
        }
    }

    /// Ends an access token before its time. Its refresh token lives on.
    func expire(accessToken: String) {
        contents.withLock { _ = $0.expired.insert(accessToken) }
    }

    /// A new pair for a refresh token, which ends there and then, and with it the access token beside it.
    func refresh(_ refreshToken: String, at now: Date) -> Grant? {
        contents.withLock { contents in
            guard
                let old = contents.grants.firstIndex(where: {
                    $0.tokens.refreshToken == refreshToken && now < $0.refreshExpiresAt
                })
            else { return nil }
            contents.grants[old] = Grant(tokens: .random(), issuedAt: now)
            return contents.grants[old]
        }
    }

    /// A code that is good for one exchange, soon, with the same address.
    func issueCode(for redirectURI: String, at now: Date) -> String {
        let code = UUID().uuidString
        contents.withLock { $0.codes[code] = Code(redirectURI: redirectURI, issuedAt: now) }
        return code
    }

    func exchange(_ code: String, redirectURI: String, at now: Date) -> Grant? {
        contents.withLock { contents in
            guard let known = contents.codes.removeValue(forKey: code), known.redirectURI == redirectURI,
                now.timeIntervalSince(known.issuedAt) < Self.codeLife
            else { return nil }
            let grant = Grant(tokens: .random(), issuedAt: now)
            contents.grants.append(grant)
            return grant
        }
    }
}
