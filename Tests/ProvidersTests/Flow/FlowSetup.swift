import Cafe24Sandbox
import Foundation
import Gateway
import ProviderKit

/// One mall, one gateway and one payment company on loopback: ports, keys, and `providers.json` as a user writes it.
struct FlowSetup: Sendable {
    let company: Company
    let folder: URL
    let gatewayPort: Int
    let operationsPort: Int
    let mallPort: Int
    let companyPort: Int
    private let serviceKey = UUID().uuidString
    private let clientSecret = UUID().uuidString
    private let tokens = AdminTokens.random()

    init(_ company: Company) throws {
        self.company = company
        let ports = try LoopbackPorts.find(4)
        (gatewayPort, operationsPort, mallPort, companyPort) = (ports[0], ports[1], ports[2], ports[3])
        folder = FileManager.default.temporaryDirectory.appending(path: "flow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    var gatewayURL: String { "http://127.0.0.1:\(gatewayPort)" }
    var mallURL: String { "http://127.0.0.1:\(mallPort)" }
    static let mallID = "flowmall"

    var mall: SandboxConfiguration {
        SandboxConfiguration(
            listen: .init(host: "127.0.0.1", port: mallPort),
            mallID: Self.mallID,
            shopName: "Flow shop",
            partnerID: "\(Self.mallID):1:\(company.account.instance)",
            currency: company.amount.currency.code,
            gatewayURL: gatewayURL,
            serviceKey: serviceKey,
            clientID: "flow-client",
            clientSecret: clientSecret,
            adminTokens: tokens
        )
    }

    func configuration() throws -> Configuration {
        let reader = ConfigurationReader(modules: [company.module], environment: [:], readFile: { _ in nil })
        return try reader.read(Array(file.utf8))
    }

    private var file: String {
        """
        {
          "server": {
            "listen": "127.0.0.1:\(gatewayPort)", "publicURL": "\(gatewayURL)",
            "operations": "127.0.0.1:\(operationsPort)"
          },
          "database": "sqlite:\(folder.path)/gateway.sqlite",
          "sealingKeys": [ { "id": "flow", "key": "c2VhbGluZyBrZXkgb2YgdGhlIHRlc3RzIDMyIGJ5dGU=" } ],
          "cafe24": {
            "clientID": "flow-client", "clientSecret": "\(clientSecret)", "apiBase": "\(mallURL)",
            "serviceKeys": [ "\(serviceKey)" ]
          },
          "providers": {
            "\(company.account.instance)": {
              "module": "\(company.manifest.identifier)", "environment": "test", "settings": \(settings)
            }
          },
          "malls": {
            "\(Self.mallID)": {
              "domains": [ "\(mallURL)" ],
              "provider": "\(company.account.instance)",
              "account": \(account),
              "shops": { "1": { "name": "Flow shop", "currency": "\(company.amount.currency.code)" } }
            }
          }
        }
        """
    }

    private var settings: String {
        var settings = company.account.settings
        settings["baseURL"] = .string("http://127.0.0.1:\(companyPort)")
        return SettingValue.object(settings).json
    }

    /// A field that may rotate stands as a list where it has several values.
    private var account: String {
        let members = company.account.fields.mapValues { values in
            let texts = values.map { SettingValue.string($0.exposed) }
            return texts.count == 1 ? texts[0] : .list(texts)
        }
        return SettingValue.object(members).json
    }
}

extension SettingValue {
    /// As it stands in `providers.json`.
    fileprivate var json: String {
        switch self {
        case .string(let text):
            "\""
                + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
        case .number(let text): text
        case .bool(let value): "\(value)"
        case .list(let values): "[" + values.map(\.json).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\"\($0.key)\": \($0.value.json)" }.sorted().joined(separator: ", ") + "}"
        }
    }
}
