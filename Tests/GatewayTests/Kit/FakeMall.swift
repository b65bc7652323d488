import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// A mall that takes notifications on a loopback port, and answers them as a test says.
final class FakeMall: Sendable {
    struct Received: Sendable {
        let contentType: String
        let body: String
    }

    typealias Reply = @Sendable () async throws -> Response

    private let received = Mutex<[Received]>([])
    private let replies = Mutex<[Reply]>([])

    var messages: [Received] { received.withLock { $0 } }

    /// The next answer; without any the mall says OK.
    func reply(_ reply: @escaping Reply) { replies.withLock { $0.append(reply) } }

    /// Says OK from now on.
    func forget() { replies.withLock { $0 = [] } }

    func reply(
        _ body: String,
        status: HTTPResponse.Status = .ok,
        contentType: String = "text/html",
        location: String? = nil
    ) {
        reply { Self.response(body, status, contentType, location) }
    }

    static func response(
        _ body: String = #"{"result":"OK"}"#,
        _ status: HTTPResponse.Status = .ok,
        _ contentType: String = "application/json",
        _ location: String? = nil
    ) -> Response {
        var headers: HTTPFields = [.contentType: contentType]
        headers[.location] = location
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }

    /// Opens for as long as `body` takes.
    func serving<Value: Sendable>(_ body: @Sendable (_ origin: String) async throws -> Value) async throws -> Value {
        let router = Router()
        router.post("/noty") { request, _ in
            let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
            let message = Received(contentType: request.headers[.contentType] ?? "", body: text)
            self.received.withLock { $0.append(message) }
            let reply = self.replies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            return try await reply?() ?? Self.response()
        }
        let quiet = Logger(label: "mall") { _ in SwiftLogNoOpLogHandler() }
        let mall = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: quiet
        )
        return try await mall.test(.live) { client in
            try await body("http://127.0.0.1:\(try #require(client.port))")
        }
    }
}

extension GatewayFixture {
    /// A gateway whose malls may be told at these origins, too.
    init(malls: [String], clock: any ProviderClock = ManualClock(), encoding: String = "json") throws {
        try self.init(clock: clock) {
            $0.domains = "[" + malls.map { "\"\($0)\"" }.joined(separator: ",") + "]"
            $0.cafe24 = #""notificationEncoding": "\#(encoding)""#
        }
    }

    /// A payment that became paid, and of which the address is to be told.
    @discardableResult
    func paid(
        order: String = "20261122-0000001",
        mall: String = "demomall",
        telling url: String
    ) async throws -> Payment {
        let shop = try #require(core.directory.shop(mall: mall, number: 1))
        let request = AttemptRequest(
            order: OrderID(mall: mall, shop: 1, number: order),
            flow: .asynchronous,
            partnerID: "\(mall):1:\(shop.provider)",
            instance: shop.provider,
            account: shop.accountReference.text,
            amount: Money(12_000, .krw),
            amountText: "12000.00",
            returnURL: "https://demomall.cafe24shop.com/return",
            notificationURL: url,
            extraData: #"{"b": 1,  "a":"é"}"#
        )
        let now = core.clock.now()
        let payment = try await core.store.openAttempt(request, at: now)
        return try await core.store.settle(payment.key, .paid(), at: now)
    }

    func outbox() async throws -> [OutboxEntry] {
        try await core.store.notifications(state: nil, limit: 100).reversed()
    }
}
