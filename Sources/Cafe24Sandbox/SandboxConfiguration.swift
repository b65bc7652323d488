/// What a sandbox mall has to know about itself and about the gateway it sells through.
public struct SandboxConfiguration: Sendable, CustomStringConvertible {
    /// Where the mall's web server listens.
    public struct Address: Sendable, CustomStringConvertible {
        public let host: String
        /// 0 lets the system choose a free port.
        public let port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        public var description: String { "\(host):\(port)" }
    }

    public let listen: Address
    public let mallID: String
    public let shopNo: Int
    public let shopName: String
    /// The name under which the gateway knows this shop, at most 50 characters.
    public let partnerID: String
    /// The ISO 4217 code of the shop's one currency.
    public let currency: String
    /// The gateway's base address without a final slash, such as `http://127.0.0.1:8080`.
    public let gatewayURL: String
    /// The app's service key, with which both sides sign.
    public let serviceKey: String
    /// The app's public id.
    public let clientID: String
    /// With which the app proves to the Admin API that it is the app.
    public let clientSecret: String
    /// What the Admin API takes from the start, as if the merchant had installed the app a moment ago.
    public let adminTokens: AdminTokens
    /// The base address at which buyers and the gateway reach the mall. Without one: loopback with the bound port.
    public let publicURL: String?

    public init(
        listen: Address,
        mallID: String,
        shopNo: Int = 1,
        shopName: String,
        partnerID: String,
        currency: String,
        gatewayURL: String,
        serviceKey: String,
        clientID: String = "demo-client",
        clientSecret: String = "demo-client-secret",
        adminTokens: AdminTokens = .random(),
        publicURL: String? = nil
    ) {
        self.listen = listen
        self.mallID = mallID
        self.shopNo = shopNo
        self.shopName = shopName
        self.partnerID = partnerID
        self.currency = currency
        self.gatewayURL = gatewayURL
        self.serviceKey = serviceKey
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.adminTokens = adminTokens
        self.publicURL = publicURL
    }

    /// Leaves out keys and tokens, since services and their parts are printed into logs.
    public var description: String { "mall \(mallID), shop \(shopNo), on \(listen), for \(gatewayURL)" }
}
