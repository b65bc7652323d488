import ProviderKit

/// What a mall lets the app ask the Admin API with (contract, B7).
public struct AdminToken: Hashable, Sendable {
    public let access: Secret
    /// Two hours after it was issued.
    public let accessExpires: Timestamp
    /// Dies with the first use: each refresh brings a new one.
    public let refresh: Secret
    public let refreshExpires: Timestamp
    public let scopes: [String]

    public init(
        access: Secret,
        accessExpires: Timestamp,
        refresh: Secret,
        refreshExpires: Timestamp,
        scopes: [String] = []
    ) {
        self.access = access
        self.accessExpires = accessExpires
        self.refresh = refresh
        self.refreshExpires = refreshExpires
        self.scopes = scopes
    }

    /// Reads the answer of the token address; `nil` where it is not one, or is another mall's.
    init?(_ answer: JSONValue, of mall: String) {
        guard let access = answer["access_token"]?.string, let refresh = answer["refresh_token"]?.string,
            let expires = answer["expires_at"]?.string.flatMap(KoreanTime.time(iso:)),
            let refreshExpires = answer["refresh_token_expires_at"]?.string.flatMap(KoreanTime.time(iso:)),
            answer["mall_id"]?.string ?? mall == mall
        else { return nil }
        self.init(
            access: Secret(access),
            accessExpires: expires,
            refresh: Secret(refresh),
            refreshExpires: refreshExpires,
            scopes: answer["scopes"]?.items?.compactMap(\.string) ?? []
        )
    }
}

/// A token as it is kept, with the version that a newer one must name to take its place.
public struct StoredToken: Hashable, Sendable {
    public let token: AdminToken
    public let version: Int64

    public init(token: AdminToken, version: Int64) {
        self.token = token
        self.version = version
    }
}
