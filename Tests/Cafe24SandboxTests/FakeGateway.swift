import Hummingbird
import Logging
import Synchronization

@testable import Cafe24Sandbox

/// A gateway that follows the contract, except where a test asks it to lie. Its payment page approves by itself.
final class FakeGateway: Sendable {
    /// The ways in which it can be wrong.
    struct Lies: Sendable {
        var refusal: String?
        var paymentURLHasKey = true
        var resultCode = "0000"
        var resultMessage = "OK"
        /// Changes to the query with which the buyer comes back.
        var returned: [String: String] = [:]
        /// Changes to the status answer, before it is signed.
        var reported: [SandboxJSON.Member] = []
        /// Changes to the status answer, after it was signed.
        var afterSigning: [SandboxJSON.Member] = []
        var statusCode = 200
    }

    static let key = "key-0123456789abcdef"
    static let serviceKey = "svc-test-key-0001"

    let lies: Lies
    private let hashes = Cafe24Hashes(serviceKey: serviceKey)
    private let checkout = Mutex<SandboxJSON>(.null)
    private let port = Mutex(0)

    init(_ lies: Lies = Lies()) {
        self.lies = lies
    }

    /// The fields of the latest checkout request.
    var received: SandboxJSON { checkout.withLock { $0 } }

    func application(onServerRunning: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self)
        router.post("api/synchronous-checkout/checkout", use: open)
        router.get("pay", use: pay)
        router.post("api/synchronous-checkout/checkout/status", use: status)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { [self] channel in
                let bound = channel.localAddress?.port ?? 0
                port.withLock { $0 = bound }
                onServerRunning(bound)
            },
            logger: Logger(label: "fake-gateway", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }

    private func open(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await body(of: request)
        checkout.withLock { $0 = fields }
        let hash = hashes.checkout(
            amount: fields["amount"]?.text ?? "",
            currency: fields["currency"]?.text ?? "",
            orderID: fields["order_id"]?.text ?? "",
            partnerID: fields["partner_id"]?.text ?? ""
        )
        if let refusal = fields["hash_data"]?.text == hash ? lies.refusal : "wrong hash" {
            let answer: SandboxJSON = ["result_code": "9999", "result_message": .string(refusal), "payment_url": ""]
            return json(answer, status: .badRequest)
        }
        let page = "http://127.0.0.1:\(port.withLock { $0 })/pay" + (lies.paymentURLHasKey ? "?key=\(Self.key)" : "")
        return json(["result_code": "0000", "result_message": "OK", "payment_url": .string(page)])
    }

    private func pay(_ request: Request, context: BasicRequestContext) -> Response {
        let checkout = received
        var fields = [
            "result_code": lies.resultCode, "result_message": lies.resultMessage, "key": Self.key,
            "extra_data": checkout["extra_data"]?.compact ?? "",
        ]
        fields.merge(lies.returned) { $1 }
        let query = fields.map { FormText.Field(name: $0, value: $1) }
        return .redirect(to: FormText.append(query, to: checkout["return_url"]?.text ?? ""))
    }

    private func status(_ request: Request, context: BasicRequestContext) async throws -> Response {
        guard try await body(of: request)["key"]?.text == Self.key else { return json([:], status: .notFound) }
        return json(report(), status: HTTPResponse.Status(code: lies.statusCode))
    }

    /// What it says about the latest checkout, as a status answer and as a notification.
    func report() -> SandboxJSON {
        let asked = received
        var report: SandboxJSON = [
            "partner_id": asked["partner_id"] ?? "", "paymethod": "etc", "tid": "pg-order-001",
            "amount": asked["amount"] ?? "", "order_id": asked["order_id"] ?? "", "cancel_mode": "sync",
            "currency": asked["currency"] ?? "", "payed_tf": "T", "result_code": "0000", "result_message": "OK",
            "extra_data": asked["extra_data"] ?? [:],
        ]
        report.replace(lies.reported)
        let hash = hashes.payment(
            amount: report["amount"]?.text ?? "",
            currency: report["currency"]?.text ?? "",
            orderID: report["order_id"]?.text ?? "",
            partnerID: report["partner_id"]?.text ?? "",
            tid: report["tid"]?.text ?? ""
        )
        report.replace([SandboxJSON.Member(name: "hash_data", value: .string(hash))])
        report.replace(lies.afterSigning)
        return report
    }

    private func body(of request: Request) async throws -> SandboxJSON {
        var request = request
        return try SandboxJSON(parsing: String(buffer: try await request.collectBody(upTo: 1 << 16)))
    }

    private func json(_ answer: SandboxJSON, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.compact))
        )
    }
}

extension SandboxJSON {
    /// Gives members new values, adding those that are not there.
    fileprivate mutating func replace(_ changes: [Member]) {
        guard case .object(let members) = self else { return }
        let names = Set(changes.map(\.name))
        self = .object(members.filter { !names.contains($0.name) } + changes)
    }
}
