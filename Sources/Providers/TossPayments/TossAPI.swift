import HTTPTypes
import ProviderKit

/// Toss's core API: ask, confirm, cancel.
struct TossAPI: Sendable {
    /// The key decides between test and live, not the host.
    static let host = "api.tosspayments.com"

    /// Shorter than the ten seconds within which Toss wants a webhook answered, which is asked about first.
    private static let inquiryTime = Duration.seconds(6)
    /// Before and after a cancel Toss may be asked three times. One without an answer is repeated under its key.
    private static let cancelTime = Duration.seconds(50)
    /// For what goes back at once, behind a confirmation.
    static let undoTime = Duration.seconds(8)

    private let line: PGLine
    private let authorization: HTTPFields

    init(line: PGLine, secretKey: Secret) {
        self.line = line
        authorization = .basic(secretKey.exposed, "")
    }

    static func line(_ account: ProviderAccount, _ services: ProviderServices) throws(ProviderError) -> PGLine {
        // An approval may take 30 to 60 seconds; with an inquiry before and after it, it stays below the 75 s for which
        // the gateway holds a payment.
        try PGLine(account, services, live: host, test: host, deadline: .seconds(60))
    }

    private var inquiries: PGLine { line.within(Self.inquiryTime) }

    func payment(order: PaymentKey) async throws(ProviderError) -> TossAnswer {
        try TossAnswer(await inquiries.get("/v1/payments/orders/\(FormText.pathSegment(order.text))", authorization))
    }

    func payment(key: String) async throws(ProviderError) -> TossAnswer {
        try TossAnswer(await inquiries.get("/v1/payments/\(FormText.pathSegment(key))", authorization))
    }

    func confirm(_ confirmation: TossConfirmation, key: String) async throws(ProviderError) -> TossAnswer {
        try TossAnswer(await line.post("/v1/payments/confirm", headers(key), json: try confirmation.tossBytes()))
    }

    func cancel(
        payment: String,
        _ cancellation: TossCancellation,
        key: String,
        within deadline: Duration = Self.cancelTime
    ) async throws(ProviderError) -> TossAnswer {
        let path = "/v1/payments/\(FormText.pathSegment(payment))/cancel"
        let line = line.within(deadline)
        return try TossAnswer(await line.post(path, headers(key), json: try cancellation.tossBytes()))
    }

    /// Without its key a repeated cancel gives back twice.
    private func headers(_ key: String) -> HTTPFields {
        var headers = authorization
        headers.set("Idempotency-Key", key)
        return headers
    }
}

/// The body of a confirmation.
struct TossConfirmation: Encodable, Sendable {
    let paymentKey: String
    let orderId: String
    /// With all digits of the currency; sent as a number.
    let amount: String
}

/// The body of a cancel; without an amount it cancels all there is.
struct TossCancellation: Encodable, Sendable {
    struct Account: Encodable, Sendable {
        let bank: String
        let accountNumber: String
        let holderName: String
    }

    let cancelReason: String
    /// With all digits of the currency; sent as a number.
    var cancelAmount: String?
    /// Said where it is not won.
    var currency: String?
    var refundReceiveAccount: Account?
}
