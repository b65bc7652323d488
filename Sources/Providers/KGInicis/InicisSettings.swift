import ProviderKit

/// What a provider instance may set.
struct InicisSettings: Sendable {
    /// The public IPv4 address that our requests come from; INIAPI wants it named, and registered in its console.
    let clientIp: String
    /// Addresses that deposit notices come from. Nobody signs a notice, and an inquiry does not tell a deposit for sure:
    /// without these a virtual account is not offered.
    let noticeSources: Set<String>
    /// What the payment window offers on a desktop.
    let methods: [InicisMethod]
    /// What a phone pays by: INICIS's form is opened for one method.
    let mobileMethod: InicisMethod
    /// What is charged to a phone bill, as the contract says: 1 for contents, 2 for goods.
    let phoneGoods: String
    /// Days after today on which a virtual account closes.
    let depositDays: Int

    static let keys = ["clientIp", "noticeSources", "methods", "mobileMethod", "phoneGoods", "depositDays"]

    init(_ account: ProviderAccount) throws(ProviderError) {
        let settings = account.settings
        guard let address = settings["clientIp"]?.string, Self.isAddress(address) else {
            throw Self.fault("clientIp must be our public IPv4 address")
        }
        clientIp = address
        noticeSources = Set(try Self.texts(settings["noticeSources"], or: [], "noticeSources"))
        let usual = ["card", "bank", "phone"] + (noticeSources.isEmpty ? [] : ["virtual-account"])
        methods = try Self.texts(settings["methods"], or: usual, "methods")
            .map { name throws(ProviderError) in try Self.method(name, "methods") }
        mobileMethod = try Self.method(settings["mobileMethod"]?.string ?? "card", "mobileMethod")
        phoneGoods = settings["phoneGoods"]?.string ?? "1"
        depositDays = settings["depositDays"]?.integer ?? 3
        guard ["1", "2"].contains(phoneGoods) else { throw Self.fault("phoneGoods must be \"1\" or \"2\"") }
        guard (1...30).contains(depositDays) else { throw Self.fault("depositDays must be 1 to 30") }
        guard !noticeSources.isEmpty || !(methods + [mobileMethod]).contains(.virtualAccount) else {
            throw Self.fault("noticeSources must name INICIS's addresses where virtual-account is offered")
        }
        guard !methods.isEmpty else { throw Self.fault("methods must name one at least") }
    }

    private static func texts(
        _ value: SettingValue?,
        or fallback: [String],
        _ key: String
    ) throws(ProviderError) -> [String] {
        guard let value else { return fallback }
        guard let list = value.list else { throw fault("\(key) must be a list of texts") }
        return try list.map { item throws(ProviderError) in
            guard let text = item.string else { throw fault("\(key) must be a list of texts") }
            return text
        }
    }

    private static func method(_ name: String, _ key: String) throws(ProviderError) -> InicisMethod {
        guard let method = InicisMethod(rawValue: name) else {
            let known = InicisMethod.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("\(key) must be of \(known)")
        }
        return method
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
    }

    private static func fault(_ words: String) -> ProviderError {
        ProviderError(.configuration, "settings.\(words)")
    }
}
