import Cafe24Sandbox
import Foundation
import Gateway
import ProviderKit

/// Ports, keys and the configuration of a demo; all of it is made up when it starts.
struct DemoSetup {
    private let folder: String
    private let gatewayPort: Int
    private let operationsPort: Int
    private let shopPort: Int
    private let serviceKey = UUID().uuidString
    private let clientSecret = UUID().uuidString
    private let tokens = AdminTokens.random()

    init(folder: String, shopPort: Int?) throws {
        self.folder = folder
        let free = try FreePorts.find(3)
        gatewayPort = free[0]
        operationsPort = free[1]
        self.shopPort = shopPort ?? free[2]
    }

    private var gatewayURL: String { "http://127.0.0.1:\(gatewayPort)" }
    private var shopURL: String { "http://127.0.0.1:\(shopPort)" }

    var welcome: String {
        """

          The demo shop is open:   \(shopURL)

          Buy something there and pay on the mock payment company's page; no money moves.
          Its ledger:              http://127.0.0.1:\(operationsPort)/providers/mock/ledger
          The gateway:             \(gatewayURL)
          Ctrl-C ends the demo and forgets everything.

        """
    }

    var mall: SandboxConfiguration {
        SandboxConfiguration(
            listen: .init(host: "127.0.0.1", port: shopPort),
            mallID: Self.mallID,
            shopNo: 1,
            shopName: "Demo shop",
            partnerID: "demomall:1:mock",
            currency: "KRW",
            gatewayURL: gatewayURL,
            serviceKey: serviceKey,
            clientID: Self.clientID,
            clientSecret: clientSecret,
            adminTokens: tokens
        )
    }

    private static let clientID = "demo-client"

    /// The token that a merchant's consent would have brought.
    func token(at now: Timestamp) -> AdminToken {
        AdminToken(
            access: Secret(tokens.accessToken),
            accessExpires: now + .seconds(2 * 3600),
            refresh: Secret(tokens.refreshToken),
            refreshExpires: now + .seconds(14 * 86_400)
        )
    }

    static let mallID = "demomall"

    /// The demo's configuration goes the same way as anybody's.
    func configuration() throws -> Configuration {
        let reader = ConfigurationReader(modules: modules, environment: [:], readFile: { _ in nil })
        return try reader.read(Array(file.utf8))
    }

    private var file: String {
        let sealingKey = Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        return """
            {
              "server": {
                "listen": "127.0.0.1:\(gatewayPort)",
                "publicURL": "\(gatewayURL)",
                "operations": "127.0.0.1:\(operationsPort)"
              },
              "database": "sqlite:\(folder)/gateway.sqlite",
              "sealingKeys": [ { "id": "demo", "key": "\(sealingKey)" } ],
              "cafe24": {
                "clientID": "\(Self.clientID)",
                "clientSecret": "\(clientSecret)",
                "apiBase": "\(shopURL)",
                "serviceKeys": [ "\(serviceKey)" ],
                "confirmCancellations": true
              },
              "providers": { "mock": { "module": "mock", "environment": "test" } },
              "malls": {
                "demomall": {
                  "domains": [ "\(shopURL)" ],
                  "provider": "mock",
                  "account": { "publicKey": "demo-public", "secretKey": "demo-secret" },
                  "shops": { "1": { "name": "Demo shop", "currency": "KRW" } }
                }
              }
            }
            """
    }
}
