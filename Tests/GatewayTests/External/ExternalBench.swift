import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ProviderKit
import ProviderMock

@testable import Gateway

/// A gateway with a mall on the mock, its Admin API, and the shop page's side of an external checkout.
struct ExternalBench {
    let clock = StepClock()
    let admin: FakeAdmin
    let store: SQLiteStore
    let core: GatewayCore

    static let orderNumber = "20260901-0000029"
    static let clientID = "testClientId0000000001"
    static let shopURL = "https://demomall.cafe24shop.com"
    static let notification = "http://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"

    /// Everything but the Admin API goes by `waiting`, where that is given: a clock on which work can be held up.
    init(hashes: String = "tolerant", waiting: (any ProviderClock)? = nil) throws {
        guard let key = SealingKeys.Key(id: "test", bytes: Array(repeating: 7, count: 32)) else { throw Missing() }
        store = try SQLiteStore(temporaryWith: SealingKeys(key))
        let modules: [any PaymentProvider.Type] = [
            MockProvider.self, ReviewedProvider.self, PlainProvider.self, ScriptedProvider.self,
        ]
        let reader = ConfigurationReader(modules: modules.map { $0.manifest }, environment: [:]) { _ in nil }
        let admin = FakeAdmin(clock)
        self.admin = admin
        core = try GatewayCore(
            configuration: try reader.read(Array(Self.file(hashes).utf8)),
            modules: modules,
            store: store,
            http: .shared,
            clock: waiting ?? clock,
            adminClient: { _ in admin },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    struct Missing: Error {}

    private static func file(_ hashes: String) -> String {
        """
        {
          "server": { "listen": "127.0.0.1:8080", "publicURL": "http://127.0.0.1:8080",
            "trustedProxies": ["127.0.0.0/8", "::1"] },
          "database": "sqlite:unused.sqlite",
          "sealingKeys": [{ "id": "a", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }],
          "cafe24": {
            "clientID": "\(clientID)", "clientSecret": "secret", "serviceKeys": ["svc-test-key-0001"],
            "payloadHashes": "\(hashes)"
          },
          "providers": {
            "mock": { "module": "mock", "environment": "test" },
            "waiting": { "module": "mock", "environment": "test", "settings": { "approver": "gateway" } },
            "reviewed": { "module": "reviewed" }, "plain": { "module": "plain" },
            "scripted": { "module": "scripted" }
          },
          "malls": {
            "demomall": {
              "provider": "mock", "account": { "publicKey": "demo-public", "secretKey": "demo-secret" },
              "shops": {
                "1": { "name": "Demo shop", "currency": "KRW" }, "2": { "currency": "PHP" },
                "3": { "currency": "KRW", "provider": "reviewed", "account": { "secretKey": "s" } },
                "4": { "currency": "KRW", "provider": "plain", "account": { "secretKey": "s" } },
                "5": { "currency": "KRW", "enabled": false },
                "6": { "currency": "KRW", "provider": "scripted", "account": { "merchant": "one" } }
              }
            },
            "othermall": {
              "provider": "mock", "account": { "publicKey": "other", "secretKey": "other" },
              "shops": { "1": { "currency": "KRW" } }
            }
          }
        }
        """
    }

    /// Lets the mall have authorised the app.
    func authorise() async throws {
        let token = AdminToken.sample(expires: core.clock.now() + .seconds(7200))
        _ = try await store.saveToken(token, of: "demomall", replacing: nil)
    }

    /// The script of shop 6's PG, a wallet.
    func script() async throws -> Script {
        guard let shop = core.directory.shop(mall: "demomall", number: 6),
            let provider = try await core.providers.provider(of: shop.accountID) as? ScriptedProvider
        else { throw Missing() }
        return provider.script
    }

    func run(_ test: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let app = Application(router: try GatewayRouter(core).makePublic(), logger: core.logger)
        try await app.test(.router) { try await test($0) }
    }

    /// Over loopback, because only there senders have addresses: that of ``HTTPFields/from(_:)``.
    func runLive(_ test: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let app = Application(router: try GatewayRouter(core).makePublic(), logger: core.logger)
        try await app.test(.ahc(.http)) { try await test($0) }
    }

    /// The order's attempts that count, the latest first.
    func payments() async throws -> [Payment] {
        try await store.payments(orderNumber: Self.orderNumber).filter { $0.superseded == nil }
    }

    /// The latest of them.
    func payment() async throws -> Payment {
        guard let payment = try await payments().first else { throw Missing() }
        return payment
    }
}

/// What a shop's page sends, right in every way until a test changes it.
struct ShopPage: Sendable {
    var items: [[String: any Sendable]] = [Self.item()]
    /// Fields to send instead; `nil` leaves one out.
    var fields: [String: (any Sendable)?] = [:]
    /// The total as H5 is computed over it.
    var total = "12000"
    var isQuoted = true
    var orderNumber = ExternalBench.orderNumber
    var notification = ExternalBench.notification

    static func item(
        price: any Sendable = "11000.00",
        option: any Sendable = "1000.00",
        quantity: any Sendable = 1,
        shop: Int = 1
    ) -> [String: any Sendable] {
        [
            "shop_no": shop, "product_no": 17, "product_name": "Mug", "variant_code": "P000000R000A",
            "quantity": quantity, "product_price": price, "option_price": option, "prefaid_shipping_fee": "P",
            "option_text": "Blue", "shipping_type": "A",
        ]
    }

    var hmac: String {
        let key = HashKey(clientID: ExternalBench.clientID, orderID: orderNumber)
        let signed = HashData.reservationAnswer(
            total: total,
            orderID: orderNumber,
            responseTime: "1652408433",
            notificationURL: notification,
            isQuoted: isQuoted
        )
        return key.sign(signed)
    }

    func body() throws -> String {
        var all: [String: any Sendable] = [
            "order": items, "mall_id": "demomall", "store_id": "Demo shop", "member_id": "mockbuyer",
            "currency": "KRW", "order_id": orderNumber, "return_notification_url": notification,
            "return_url_base": ExternalBench.shopURL, "bGuest": 0, "response_time": 1_652_408_433,
            "hmac": hmac,
        ]
        for (name, value) in fields { all[name] = value }
        return String(decoding: try JSONSerialization.data(withJSONObject: all), as: UTF8.self)
    }
}

extension TestClientProtocol {
    func post(_ path: String, json: String, headers: HTTPFields = [:]) async throws -> Reply {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await ask(path, .post, headers, json)
    }

    func form(_ path: String, _ body: String) async throws -> Reply {
        try await ask(path, .post, [.contentType: "application/x-www-form-urlencoded"], body)
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Reply {
        try await ask(path, .get, headers, nil)
    }

    func ask(
        _ path: String,
        _ method: HTTPRequest.Method,
        _ headers: HTTPFields,
        _ body: String?
    ) async throws -> Reply {
        let local = path.hasPrefix("http://127.0.0.1:8080") ? String(path.dropFirst(21)) : path
        return try await execute(
            uri: local,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { Reply($0) }
    }

    /// Posts a payload and reads where the buyer is sent.
    func begin(_ page: ShopPage = ShopPage(), _ headers: HTTPFields = [:]) async throws -> Reply {
        try await post("/api/external-checkout/payload", json: try page.body(), headers: headers)
    }
}

extension HTTPFields {
    /// What a trusted proxy adds for a sender.
    static func from(_ address: String) -> HTTPFields { [.xForwardedFor: address, .accept: "application/json"] }
}

/// An answer with its text at hand.
struct Reply: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status
        headers = response.headers
        bytes = Array(response.body.readableBytesView)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: JSONValue? { try? JSONReader.read(bytes) }
    var data: JSONValue? { json?["mData"] }
    var redirect: String { data?["redirect_url"]?.string ?? "" }
    var location: String { headers[.location] ?? "" }
    /// What a page's form sends: its hidden fields.
    var hiddenFields: String {
        text.matches(of: #/type="hidden" name="([^"]+)" value="([^"]*)"/#).map { "\($0.1)=\($0.2)" }
            .joined(separator: "&")
    }
    var isGood: Bool { if case .bool(true)? = json?["bResult"] { true } else { false } }
    var isBad: Bool { if case .bool(false)? = json?["bResult"] { true } else { false } }
}
