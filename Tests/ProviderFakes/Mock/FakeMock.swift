import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import ProviderMock
import Synchronization

/// The mock as the conformance kit sees a PG: its buyers use its pages, its faults come by its operator's endpoint.
///
/// The mock lives inside of its module. This is another instance of it, on the same storage, as a second process is.
public struct FakeMock: FakePG {
    public static let amount = Money(12_000, .krw)

    /// The mock takes any amount and tells of each payment once. Its answers are values of its module: they name no order,
    /// and no status that the module has not.
    public static let skips: Set<ConformanceCheck> = [
        .amountNotTaken, .webhooksToldApart, .otherOrder, .unknownStatus,
    ]

    let mock: MockProvider
    let storage: BenchStorage
    let courier = WebhookCatcher()
    /// Where each payment's page is: `/pay/…`.
    private let pages = PageBook()

    /// - Parameters:
    ///   - clock: The bench's.
    ///   - storage: The one the module under check has.
    ///   - account: The one the module under check has.
    /// - Throws: ``ProviderError`` where the mock refuses the account.
    public init(clock: any ProviderClock, storage: BenchStorage, account: ProviderAccount) throws(ProviderError) {
        self.storage = storage
        mock = try MockProvider(
            account: account,
            services: ProviderServices(
                http: courier,
                clock: clock,
                random: SystemRandomSource(),
                logger: BenchLog().makeLogger(),
                storage: storage,
                pagesURL: Self.pagesURL
            )
        )
    }

    private static let pagesURL = "https://pay.example/providers/mock"

    /// An account of which `approver` takes the money.
    public static func account(approver: Approver) -> ProviderAccount {
        ProviderAccount(
            instance: "mock",
            reference: "mock-merchant",
            environment: .test,
            fields: ["publicKey": [Secret("mock-public-key")], "secretKey": [Secret("mock-secret-key-71c5")]],
            settings: ["approver": .string(approver.rawValue)]
        )
    }

    /// Nobody calls the mock by HTTP.
    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        ProviderResponse(status: .notFound)
    }

    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .redirect(let address) = session.action, address.hasPrefix(Self.pagesURL) else {
            throw FakeMockError("the session leads to no page of the mock")
        }
        let page = String(address.dropFirst(Self.pagesURL.count))
        pages.note(page, of: order.key)
        guard let outcome = Self.outcome(of: deed) else { return nil }
        let answer = try await post(page, "outcome=\(outcome)&webhook_order=before-return")
        guard let location = answer.headers["location"] else {
            throw FakeMockError("the page answers with status \(answer.status)")
        }
        return BuyerReturn(to: location)
    }

    private static func outcome(of deed: BuyerDeed) -> String? {
        switch deed {
        case .pays: "approve"
        case .declines: "decline"
        case .leaves: "leave"
        case .choosesDeposit: "deposit"
        case .vanishes: nil
        }
    }

    public func deposit(of key: PaymentKey) async throws {
        guard let page = pages.page(of: key) else { throw FakeMockError("nobody saw this payment's page") }
        let answer = try await post("\(page)/deposit", "webhook_order=before-return")
        guard answer.status == 200 else { throw FakeMockError("the page answers with status \(answer.status)") }
    }

    private func post(_ path: String, _ form: String) async throws -> PageResponse {
        let message = InboundMessage(
            method: "POST",
            path: path,
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array(form.utf8)
        )
        return try await mock.page(for: message, on: .public)
    }

    public func webhooks() async -> [InboundMessage] { courier.take() }
}

/// What the mock's page did not let a buyer do.
struct FakeMockError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Where the page of each payment is.
private final class PageBook: Sendable {
    private let pages = Mutex<[PaymentKey: String]>([:])

    func note(_ page: String, of key: PaymentKey) { pages.withLock { $0[key] = page } }
    func page(of key: PaymentKey) -> String? { pages.withLock { $0[key] } }
}

extension BuyerReturn {
    /// A browser that follows a redirect back to the gateway.
    fileprivate init(to location: String) {
        let parts = location.split(separator: "?", maxSplits: 1).map(String.init)
        let path = "/" + (parts[0].split(separator: "/", maxSplits: 2).last.map(String.init) ?? "")
        let message = InboundMessage(method: "GET", path: path, query: parts.count == 2 ? parts[1] : "")
        self.init(message, by: message.form()["door"].flatMap(ReturnDoor.init) ?? .success)
    }
}
