import ProviderKit

/// Where payments are kept.
public enum DatabaseLocation: Hashable, Sendable {
    /// A file, relative to the working directory.
    case sqlite(path: String)
    /// A libpq address; it may hold a password.
    case postgres(url: Secret)
}

extension DatabaseLocation {
    /// Reads `sqlite:path` or `postgres://user:password@host:port/name`.
    public init?(_ text: String) {
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://"), !text.hasSuffix("//") {
            self = .postgres(url: Secret(text))
        } else {
            return nil
        }
    }
}
