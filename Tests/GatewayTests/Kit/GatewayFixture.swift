import AsyncHTTPClient
import Hummingbird
import HummingbirdTesting
import Logging
import ProviderKit
import Testing

@testable import Gateway

/// A gateway without sockets: real core, real routers, a database of its own, and a clock that the test moves.
struct GatewayFixture: Sendable {
    let current: CurrentCore
    let log: LogRecorder
    private let text: ConfigurationText

    /// The one in force now.
    var core: GatewayCore { current.core }

    /// The clock jumps unless a test wants to decide when time passes; `change` changes `providers.json`; `wrap` may
    /// put a failing store around the database.
    init(
        clock: any ProviderClock = ManualClock(),
        admin: FakeAdmin? = nil,
        _ change: (inout ConfigurationText) -> Void = { _ in },
        store wrap: (any PaymentStore) -> any PaymentStore = { $0 }
    ) throws {
        var text = ConfigurationText()
        change(&text)
        let configuration = try text.read()
        let keys = configuration.sealingKeys.map { SealingKeys.Key(id: $0.id, key: $0.key) }
        var adminClient: (@Sendable (WebOrigin) -> any ProviderHTTPClient)?
        if let admin { adminClient = { _ in admin } }
        log = LogRecorder()
        self.text = text
        let core = try GatewayCore(
            configuration: configuration,
            modules: ConfigurationText.modules,
            store: wrap(try SQLiteStore(temporaryWith: SealingKeys(try #require(keys.first)))),
            http: .shared,
            clock: clock,
            adminClient: adminClient,
            logger: log.makeLogger()
        )
        current = try CurrentCore(core)
    }

    /// Changes the `providers.json` that the gateway was made with, and has it read again.
    @discardableResult
    func reload(_ change: (inout ConfigurationText) -> Void) async throws -> ConfigurationChanges {
        var text = text
        change(&text)
        return try await current.reload(try text.read())
    }

    /// Serves both listeners for as long as `body` takes: `.router` goes straight to the routes, `.live` over loopback.
    func serving<Value: Sendable>(
        _ setup: TestingSetup = .router,
        _ body: @Sendable (Visitor) async throws -> Value
    ) async throws -> Value {
        let logger = log.makeLogger()
        let front = Application(responder: current.responder(\.front), logger: logger)
        let back = Application(responder: current.responder(\.back), logger: logger)
        return try await front.test(setup) { front in
            try await back.test(setup) { back in try await body(Visitor(front: front, back: back)) }
        }
    }

    /// The script of one merchant of `scriptmall`.
    func script(shop number: Int = 1) async throws -> Script {
        let shop = try #require(core.directory.shop(mall: "scriptmall", number: number))
        let provider = try await core.providers.provider(of: shop.accountID)
        return try #require(provider as? ScriptedProvider).script
    }

    func payment(_ key: String?) async throws -> Payment {
        let key = try #require(key.flatMap { PaymentKey($0) })
        return try #require(try await core.store.payment(key))
    }

    func cancellations(_ key: String?) async throws -> [CancellationEntry] {
        try await core.store.cancellations(of: try #require(key.flatMap { PaymentKey($0) }))
    }
}
