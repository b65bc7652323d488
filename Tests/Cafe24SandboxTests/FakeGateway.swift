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
        var cancelRefusal: String?
        /// Answers a cancellation with nonsense.
        var cancelsUnclearly = false
    }

    static let key = "key-0123456789abcdef"
    static let serviceKey = "svc-test-key-0001"

    let lies: Lies
    private let hashes = Cafe24Hashes(serviceKey: serviceKey)
    private let checkout = Mutex<SandboxJSON>(.null)
    private let cancellation = Mutex<SandboxJSON>(.null)
    private let port = Mutex(0)

    init(_ lies: Lies = Lies()) {
        self.lies = lies
    }

    /// The fields of the latest checkout request.
    var received: SandboxJSON { checkout.withLock { $0 } }

    /// The fields of the latest cancellation request, beside `path`.
    var cancelReceived: SandboxJSON { cancellation.withLock { $0 } }

    func application(onServerRunning: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self)
        router.post("api/synchronous-checkout/checkout", use: open)
        router.post("api/asynchronous-checkout/checkout", use: open)
        for flow in CancellationFlow.allCases { router.post(RouterPath(flow.path), use: cancel) }
        router.get("api/external-checkout/script") { _, _ in "/* loader v1 */\n" }
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
        let isSynchronous = request.uri.path.contains("/synchronous-checkout/")
        checkout.withLock { $0 = fields.merged(with: ["isSynchronous": .bool(isSynchronous)]) }
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
            "result_code": lies.resultCode, "result_message": lies.resultMessage,
            "extra_data": checkout["extra_data"]?.compact ?? "",
        ]
        if checkout["isSynchronous"] == .bool(true) { fields["key"] = Self.key }
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
            "request_type": "payment", "all_cancel_tf": "T", "part_cancel_tf": "T", "escrow_tf": "F", "easypay": "F",
            "amount": asked["amount"] ?? "", "order_id": asked["order_id"] ?? "", "cancel_mode": "sync",
            "currency": asked["currency"] ?? "", "payed_tf": "T", "result_code": "0000", "result_message": "OK",
            "extra_data": asked["extra_data"] ?? [:],
        ]
        report = report.merged(with: .object(lies.reported))
        return Self.signed(report).merged(with: .object(lies.afterSigning))
    }

    /// A payment report with the hash that fits it.
    static func signed(_ report: SandboxJSON) -> SandboxJSON {
        let hash = Cafe24Hashes(serviceKey: serviceKey).payment(
            amount: report["amount"]?.text ?? "",
            currency: report["currency"]?.text ?? "",
            orderID: report["order_id"]?.text ?? "",
            partnerID: report["partner_id"]?.text ?? "",
            tid: report["tid"]?.text ?? ""
        )
        return report.merged(with: ["hash_data": .string(hash)])
    }

    private func cancel(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await body(of: request)
        cancellation.withLock { $0 = fields.merged(with: ["path": .string(request.uri.path)]) }
        if lies.cancelsUnclearly { return json(["what": "?"], status: .badGateway) }
        let hash = hashes.cancellation(
            cancelAmount: fields["cancel_amount"]?.text ?? "",
            currency: fields["currency"]?.text ?? "",
            orderID: fields["order_id"]?.text ?? "",
            partnerID: fields["partner_id"]?.text ?? "",
            tid: fields["tid"]?.text ?? ""
        )
        if let refusal = fields["hash_data"]?.text == hash ? lies.cancelRefusal : "wrong hash" {
            return json(["result_code": "9999", "result_message": .string(refusal)], status: .badRequest)
        }
        return json(["result_code": "0000", "result_message": "OK"])
    }

    /// What it says about the latest cancellation.
    func cancelReport(_ changes: [SandboxJSON.Member] = [], afterSigning: [SandboxJSON.Member] = []) -> SandboxJSON {
        let asked = cancelReceived
        var report: SandboxJSON = [
            "request_type": "cancelnoty", "partner_id": asked["partner_id"] ?? "", "tid": asked["tid"] ?? "",
            "order_id": asked["order_id"] ?? "", "paymethod": "card", "currency": asked["currency"] ?? "",
            "cancel_amount": asked["cancel_amount"] ?? "", "status": "P", "result_code": "0000",
            "result_message": "OK", "extra_data": asked["extra_data"] ?? [:],
        ]
        report = report.merged(with: .object(changes))
        let hash = hashes.cancellation(
            cancelAmount: report["cancel_amount"]?.text ?? "",
            currency: report["currency"]?.text ?? "",
            orderID: report["order_id"]?.text ?? "",
            partnerID: report["partner_id"]?.text ?? "",
            tid: report["tid"]?.text ?? ""
        )
        return report.merged(with: ["hash_data": .string(hash)]).merged(with: .object(afterSigning))
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
