/// Finds malls, shops and provider instances.
public struct MallDirectory: Sendable {
    public let malls: [String: Mall]
    public let instances: [String: ProviderInstance]
    private let byPartner: [String: Shop]

    public init(_ configuration: Configuration) {
        malls = configuration.malls
        instances = configuration.providers
        let shops = configuration.malls.values.flatMap { $0.shops.values }
        byPartner = Dictionary(shops.map { ($0.partnerID, $0) }) { first, _ in first }
    }

    /// All shops, by mall and number.
    public var shops: [Shop] {
        malls.values.flatMap { $0.shops.values }.sorted { ($0.mall, $0.number) < ($1.mall, $1.number) }
    }

    public func mall(_ id: String) -> Mall? { malls[id] }

    public func shop(mall: String, number: Int) -> Shop? { malls[mall]?.shops[number] }

    /// The shop that Cafe24 means by a partner id.
    ///
    /// The id is looked up whole. Only an unknown one is split on its first two colons, as `mall:shop:anything`: it was
    /// registered before the shop was given its present id.
    public func shop(partnerID: String) -> Shop? {
        if let shop = byPartner[partnerID] { return shop }
        let parts = partnerID.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let number = decimal(parts[1], in: 1...Int.max) else { return nil }
        return shop(mall: String(parts[0]), number: number)
    }

    /// Where a payment's mall may be told. One that has left the configuration keeps its own domains at Cafe24 and the
    /// hosts that the payment was opened with, none of which may be private any more.
    func origins(of payment: Payment) -> AllowedOrigins {
        if let mall = malls[payment.order.mall] { return mall.origins }
        let addresses = [payment.returnURL, payment.notificationURL].compactMap(\.self)
        let hosts = addresses.compactMap { (try? OutsideURL($0))?.origin.host }
        return AllowedOrigins(mall: payment.order.mall, entries: hosts)
    }

    public func instance(_ name: String) -> ProviderInstance? { instances[name] }
}
