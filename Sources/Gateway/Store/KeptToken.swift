import ProviderKit

/// A token as it is kept; only ever encoded to be sealed.
struct KeptToken: Codable {
    private let access: String
    private let accessExpires: Timestamp
    private let refresh: String
    private let refreshExpires: Timestamp
    private let scopes: [String]

    init(_ token: AdminToken) {
        access = token.access.exposed
        accessExpires = token.accessExpires
        refresh = token.refresh.exposed
        refreshExpires = token.refreshExpires
        scopes = token.scopes
    }

    var token: AdminToken {
        AdminToken(
            access: Secret(access),
            accessExpires: accessExpires,
            refresh: Secret(refresh),
            refreshExpires: refreshExpires,
            scopes: scopes
        )
    }
}
