import Foundation

/// The pair with which the app may use the mall's Admin API.
public struct AdminTokens: Sendable, Equatable {
    public let accessToken: String
    public let refreshToken: String

    public init(accessToken: String, refreshToken: String) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
    }

    /// A pair nobody can guess: 122 random bits each.
    public static func random() -> AdminTokens {
        AdminTokens(accessToken: "at-" + UUID().uuidString, refreshToken: "rt-" + UUID().uuidString)
    }
}
