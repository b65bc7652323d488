@testable import Gateway

import ProviderKit
import ProviderMock

/// A `providers.json` for tests; each part is JSON text that a test may replace.
struct ConfigurationText {
    static let serviceKey = "service-key-of-the-tests"
    static let olderServiceKey = "older-service-key-of-the-tests"

    var server = ""
    /// Members of `cafe24` besides the required ones.
    var cafe24 = ""
    var mockSettings = "{}"
    var scriptedSettings = "{}"
    var scriptedEnvironment = "test"
    /// Domains and origins of both malls besides their own at Cafe24.
    var domains = "[]"
    /// The mall of the mock.
    var hasDemoMall = true
    /// The scripted PG's instance and its mall, or nothing.
    var hasScripted = true
    /// Shops of the scripted PG's mall.
    var scriptedShops = ConfigurationText.bothShops
    /// Members of `providers` and of `malls` besides the usual ones.
    var moreProviders = ""
    var moreMalls = ""

    static let modules: [any PaymentProvider.Type] = [MockProvider.self, ScriptedProvider.self, WorkingProvider.self]
    static let bothShops = """
        "1": { "currency": "KRW" },
        "2": { "currency": "KRW", "provider": "scripted", "account": { "merchant": "two" } }
        """

    /// Shops 1 to 3 pay at the mock, 1 to 3 of the other mall at the scripted PG.
    var text: String {
        """
        {
          "server": { "publicURL": "http://127.0.0.1:8080" \(following(server)) },
          "database": "sqlite:unused.sqlite",
          "sealingKeys": [{ "id": "test", "key": "c2VhbGluZyBrZXkgb2YgdGhlIHRlc3RzIDMyIGJ5dGU=" }],
          "cafe24": {
            "clientID": "client-of-the-tests", "clientSecret": "client-secret-of-the-tests",
            "serviceKeys": ["\(Self.serviceKey)", "\(Self.olderServiceKey)"] \(following(cafe24))
          },
          "providers": {
            "mock": { "module": "mock", "environment": "test", "settings": \(mockSettings) } \(following(instance))
            \(following(moreProviders))
          },
          "malls": { \([demoMall, mall, moreMalls].filter { !$0.isEmpty }.joined(separator: ", ")) }
        }
        """
    }

    private var demoMall: String {
        guard hasDemoMall else { return "" }
        return """
            "demomall": {
              "provider": "mock", "account": { "publicKey": "mock-public", "secretKey": "mock-secret-key" },
              "domains": \(domains),
              "shops": {
                "1": { "name": "Demo shop", "currency": "KRW" },
                "2": { "name": "Manila", "currency": "PHP" },
                "3": { "name": "Closed", "currency": "KRW", "enabled": false }
              }
            }
            """
    }

    private var instance: String {
        guard hasScripted else { return "" }
        return """
            "scripted": {
              "module": "scripted", "environment": "\(scriptedEnvironment)", "settings": \(scriptedSettings)
            }
            """
    }

    private var mall: String {
        guard hasScripted else { return "" }
        return """
            "scriptmall": {
              "provider": "scripted", "account": { "merchant": "one" }, "domains": \(domains),
              "shops": { \(scriptedShops) }
            }
            """
    }

    private func following(_ members: String) -> String { members.isEmpty ? "" : ", \(members)" }

    func read() throws -> Gateway.Configuration {
        let reader = ConfigurationReader(
            modules: Self.modules.map { $0.manifest },
            environment: [:],
            readFile: { _ in nil }
        )
        return try reader.read(Array(text.utf8))
    }
}
