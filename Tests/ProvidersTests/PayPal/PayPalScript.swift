import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

@testable import Providers

/// A PayPal that says what a test makes it say, call by call.
final class PayPalScript: ProviderHTTPClient {
    struct Call: Sendable {
        let line: String
        let fields: HTTPFields
        let body: String
    }

    private struct State {
        var answers: [String: [ProviderResponse]] = [:]
        var calls: [Call] = []
    }

    private let state = Mutex(State())
    /// Moved on by each call's deadline, for a PayPal that answers at the last moment.
    private let slowed: BenchClock?
    static let token = #"{"access_token":"T1","token_type":"Bearer","expires_in":32400}"#

    init(slowing clock: BenchClock? = nil) { slowed = clock }

    /// Queues an answer for calls such as `POST /v2/checkout/orders`; the last one repeats.
    @discardableResult
    func answer(_ line: String, _ status: Int, _ body: String) -> PayPalScript {
        let answer = ProviderResponse(status: .init(code: status), body: Array(body.utf8))
        state.withLock { $0.answers[line, default: []].append(answer) }
        return self
    }

    var calls: [Call] { state.withLock { $0.calls } }

    func count(_ line: String) -> Int { calls.count { $0.line == line } }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let line = "\(request.method) \(request.path ?? "")"
        let answer = state.withLock { state in
            let text = String(decoding: body, as: UTF8.self)
            state.calls.append(Call(line: line, fields: request.headerFields, body: text))
            let answers = state.answers[line] ?? []
            if answers.count > 1 { state.answers[line]?.removeFirst() }
            return answers.first
        }
        slowed?.advance(by: deadline)
        if let answer { return answer }
        guard line == "POST /v1/oauth2/token" else { throw ProviderError(.unknown, "no answer to \(line)") }
        return ProviderResponse(status: .ok, body: Array(Self.token.utf8))
    }
}

extension PayPal {
    /// The module on a script.
    static func scripted(
        _ script: PayPalScript,
        clock: BenchClock = BenchClock(),
        settings: [String: SettingValue] = [:],
        environment: ProviderEnvironment = .test,
        log: BenchLog = BenchLog()
    ) throws -> PayPal {
        let account = ProviderAccount(
            instance: "paypal",
            reference: "scripted",
            environment: environment,
            fields: [
                "clientId": [Secret("client")], "clientSecret": [Secret("s3cret")], "webhookId": [Secret("WH-ID")],
            ],
            settings: settings
        )
        let services = ProviderServices(
            http: script,
            clock: clock,
            random: SystemRandomSource(),
            logger: log.makeLogger(),
            storage: BenchStorage(),
            pagesURL: "https://pay.example/providers/paypal"
        )
        return try PayPal(account: account, services: services)
    }
}

/// One payment over 12.34 US dollars whose order at PayPal is `O1`.
struct ScriptedPayment {
    static let order = "GET /v2/checkout/orders/O1"
    static let capturing = "POST /v2/checkout/orders/O1/capture"
    static let refunding = "POST /v2/payments/captures/C1/refund"

    let key = PaymentKey(from: SystemRandomSource())
    let operation = OperationID(from: SystemRandomSource())
    var capture: String?

    func reference() throws -> PaymentReference {
        PaymentReference(
            key: key,
            amount: Money(1234, .usd),
            amountText: "12.34",
            opened: BenchClock.start,
            references: ["O1"],
            state: try ModuleState(
                PayPalState(
                    order: "O1",
                    payerLink: "https://www.sandbox.paypal.com/checkoutnow?token=O1",
                    capture: capture
                )
            )
        )
    }

    /// An order of this payment as JSON; `payments` is the inside of that object.
    func order(_ status: String, payments: String = "") -> String {
        """
        {"id":"O1","status":"\(status)","purchase_units":[{"custom_id":"\(key.text)",
        "amount":{"currency_code":"USD","value":"12.34"},"payments":{\(payments)}}]}
        """
    }

    func capture(_ status: String, reason: String? = nil, refunds: String = "") -> String {
        let details = reason.map { #","status_details":{"reason":"\#($0)"}"# } ?? ""
        return """
            "captures":[{"id":"C1","status":"\(status)"\(details),"custom_id":"\(key.text)",
            "amount":{"currency_code":"USD","value":"12.34"}}],"refunds":[\(refunds)]
            """
    }

    static func refund(_ status: String, _ value: String, _ customID: String?, id: String = "R1") -> String {
        let custom = customID.map { #","custom_id":"\#($0)""# } ?? ""
        return #"{"id":"\#(id)","status":"\#(status)","amount":{"currency_code":"USD","value":"\#(value)"}\#(custom)}"#
    }

    static func words(_ issue: String, name: String = "UNPROCESSABLE_ENTITY") -> String {
        """
        {"name":"\(name)","message":"No.","debug_id":"d","details":[{"issue":"\(issue)","description":"why",
        "field":"/x","value":"quoted buyer"}]}
        """
    }

    func refunding(_ minorUnits: Int64) -> Cancellation {
        Cancellation(
            .refund(Money(minorUnits, .usd)),
            operation: operation,
            remainingBefore: Money(1234, .usd),
            remainingAfter: Money(1234 - minorUnits, .usd),
            reason: "cancelled by the shop"
        )
    }
}
