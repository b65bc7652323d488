import Foundation
import HTTPTypes
import Logging
import ProviderKit

@testable import ProviderMock

/// The gateway's side of a test: one account of the mock, with storage and clock in hand.
struct Shop {
    let storage: MemoryStorage
    let clock: ManualClock
    let mock: MockProvider
    let random = SystemRandomSource()

    init(
        _ settings: [String: SettingValue] = [:],
        storage: MemoryStorage = MemoryStorage(),
        clock: ManualClock = ManualClock(),
        publicKey: String = "public"
    ) throws {
        self.storage = storage
        self.clock = clock
        let account = ProviderAccount(
            instance: "mock",
            reference: "ref",
            environment: .test,
            fields: ["publicKey": [Secret(publicKey)], "secretKey": [Secret("secret")]],
            settings: settings
        )
        let services = ProviderServices(
            http: NoNetwork(),
            clock: clock,
            random: SystemRandomSource(),
            logger: Logger(label: "test"),
            storage: storage,
            pagesURL: "https://pay.example/providers/mock"
        )
        mock = try MockProvider(account: account, services: services)
    }

    func order(
        _ amount: Money = Money(12_000, .krw),
        key: PaymentKey? = nil,
        title: String = "Tea",
        delayed: Bool = false,
        operation: OperationID? = nil
    ) -> CheckoutOrder {
        let key = key ?? PaymentKey(from: random)
        return CheckoutOrder(
            key: key,
            amount: amount,
            amountText: amount.text,
            title: title,
            urls: CheckoutURLs(
                success: "https://pay.example/return?key=\(key.text)",
                cancel: "https://pay.example/cancel?key=\(key.text)",
                failure: "https://pay.example/fail?key=\(key.text)",
                notification: "https://pay.example/notify",
                close: "https://pay.example/close"
            ),
            allowsDelayed: delayed,
            isToldByReturn: !delayed,
            expires: ManualClock.start + .seconds(1800),
            operation: operation ?? OperationID(from: random)
        )
    }

    func operation() -> OperationID { OperationID(from: random) }

    /// Opens a session.
    func open(_ order: CheckoutOrder) async throws -> Visit {
        Visit(shop: self, order: order, session: try await mock.checkout(order))
    }

    /// Opens a session and has it paid.
    func paid(_ amount: Money = Money(12_000, .krw)) async throws -> Visit {
        let visit = try await open(order(amount))
        _ = try await visit.choose("approve-silently")
        return visit
    }

    func operate(_ method: String, _ path: String, _ body: String = "") async throws -> PageResponse {
        let request = InboundMessage(method: method, path: path, body: Array(body.utf8))
        return try await mock.page(for: request, on: .operations)
    }

    func fault(_ verb: String, _ fault: String, count: Int = 1, delay: Int? = nil) async throws {
        let extra = delay.map { #","delay_ms":\#($0)"# } ?? ""
        let body = #"{"verb":"\#(verb)","fault":"\#(fault)","count":\#(count)\#(extra)}"#
        let answer = try await operate("POST", "/faults", body)
        guard answer.status == 200 else { throw ProviderError(.invalidRequest, answer.text) }
    }

    func ledger() async throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(try await operate("GET", "/ledger").body))
    }
}

/// A row of the ledger as a test reads it.
struct Row: Decodable, Equatable {
    struct Calls: Decodable, Equatable {
        var checkout = 0
        var verify = 0
        var cancel = 0
    }

    let reference: String
    let status: String
    let currency: String
    let amount: Int64
    let paid: Int64
    let cancelled: Int64
    let calls: Calls
}

extension PageResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

private struct NoNetwork: ProviderHTTPClient {
    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        throw ProviderError(.temporary, "no network here")
    }
}
