import ProviderKit

/// What a provider instance may set.
struct InicisSettings: Sendable {
    /// The public IPv4 address that our requests come from; INIAPI wants it named, and registered in its console.
    let clientIp: String
    /// Addresses that deposit notices come from. Nobody signs a notice, and an inquiry does not tell a deposit for
    /// sure: without these a virtual account is not offered.
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

    /// - Throws: ``ProviderError/Code/configuration``, naming each setting that cannot be meant.
    init(_ account: ProviderAccount) throws(ProviderError) {
        let reader = InicisSettingsReader(settings: account.settings)
        var faults = AccountFaults()
        let clientIp = faults.take(try reader.clientIp())
        let sources = faults.take(try reader.noticeSources())
        let methods = faults.take(try reader.methods())
        let mobileMethod = faults.take(try reader.mobileMethod())
        let phoneGoods = faults.take(try reader.phoneGoods())
        let depositDays = faults.take(try reader.depositDays())
        let wanted = (methods.flatMap(\.self) ?? []) + [mobileMethod].compactMap(\.self)
        if sources?.isEmpty ?? false, wanted.contains(.virtualAccount) {
            faults.add(.setting("noticeSources", "must name INICIS's addresses where virtual-account is offered"))
        }
        guard let clientIp, let sources, let methods, let mobileMethod, let phoneGoods, let depositDays, faults.isEmpty
        else { throw faults.error }
        self.clientIp = clientIp
        noticeSources = sources
        self.methods = methods ?? [.card, .bank, .phone] + (sources.isEmpty ? [] : [.virtualAccount])
        self.mobileMethod = mobileMethod
        self.phoneGoods = phoneGoods
        self.depositDays = depositDays
    }
}
