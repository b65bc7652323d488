import Foundation
import ProviderKit

/// Where an API is: `https` and `api.example.com`.
struct APIOrigin: Hashable, Sendable {
    let scheme: String
    let authority: String

    init(scheme: String, authority: String) {
        self.scheme = scheme
        self.authority = authority
    }

    /// - Returns: `nil` for anything that is not just scheme, host and port.
    init?(_ text: String) {
        guard let url = URL(string: text, encodingInvalidCharacters: false), let scheme = url.scheme,
            let host = url.host(), scheme == "http" || scheme == "https"
        else { return nil }
        let authority = url.port.map { "\(host):\($0)" } ?? host
        self.init(scheme: scheme, authority: authority)
        guard text == address else { return nil }
    }

    /// As it stands in an address: `https://api.example.com`.
    var address: String { "\(scheme)://\(authority)" }

    /// Whether nobody on the way can read what is sent there.
    var keepsSecrets: Bool {
        let host = String(authority.prefix { $0 != ":" })
        return scheme == "https" || host == "localhost" || IPv4Address(host)?.isLoopback ?? false
    }
}

extension ProviderAccount {
    /// `settings.baseURL`: a host that stands in for the PG's API, in tests only. It is sent the secret key.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where it is set for live payments, is no origin, or is one that
    ///   others could listen in on.
    func baseURL() throws(ProviderError) -> APIOrigin? {
        guard let setting = settings["baseURL"] else { return nil }
        guard environment == .test else {
            throw ProviderError(.setting("baseURL", "is for environment test only"))
        }
        guard let origin = setting.string.flatMap({ APIOrigin($0) }), origin.keepsSecrets else {
            let words = "must be an https origin, or one of this machine such as http://127.0.0.1:9000"
            throw ProviderError(.setting("baseURL", words))
        }
        return origin
    }
}
