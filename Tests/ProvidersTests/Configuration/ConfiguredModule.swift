import Gateway
import ProviderKit
import ProviderMock
import Providers

/// A `providers.json` with one instance of a module, and perhaps one shop that pays there.
struct ConfiguredModule: Sendable {
    static let modules = allProviders + [MockProvider.self]

    let module: String
    var environment = "test"
    /// JSON text.
    var settings = "{}"
    /// JSON text; `nil` where no shop uses the instance.
    var account: String?

    /// The places of all faults, in the order of the file.
    var places: [String] { faults.map(\.place) }

    var faults: [ConfigurationFault] {
        let reader = ConfigurationReader(modules: Self.modules, environment: [:], readFile: { _ in nil })
        do {
            _ = try reader.read(Array(text.utf8))
            return []
        } catch {
            return error.faults
        }
    }

    private var text: String {
        """
        {
          "server": { "publicURL": "http://127.0.0.1:8080" },
          "database": "sqlite:unused.sqlite",
          "sealingKeys": [{ "id": "test", "key": "c2VhbGluZyBrZXkgb2YgdGhlIHRlc3RzIDMyIGJ5dGU=" }],
          "cafe24": { "clientID": "client", "clientSecret": "client-secret", "serviceKeys": ["service-key"] },
          "providers": {
            "pg": { "module": "\(module)", "environment": "\(environment)", "settings": \(settings) }
          },
          "malls": { \(account.map(mall) ?? "") }
        }
        """
    }

    private func mall(_ account: String) -> String {
        let manifest = Self.modules.map { $0.manifest }.first { $0.identifier == module }
        let currency = manifest?.currencies.first?.currency.code ?? "KRW"
        return """
            "mall1": { "shops": { "1": { "currency": "\(currency)", "provider": "pg", "account": \(account) } } }
            """
    }
}
