import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// Pebble in memory, written from its documents and never from the module.
public final class FakePebble: FakePG {
    private let clock: any ProviderClock
    private let desk = Mutex(PebbleDesk())

    public init(clock: any ProviderClock) {
        self.clock = clock
    }

    /// Credentials that this fake accepts.
    public static var account: ProviderAccount {
        ProviderAccount(
            instance: "pebble",
            reference: "fake",
            environment: .test,
            fields: ["merchantID": [Secret("fake-merchant")], "secretKey": [Secret("fake-secret-key")]]
        )
    }

    public static let amount = Money(12_000, .krw)

    /// Pebble sends no webhooks, takes no deposits, and finishes every refund at once.
    public static let skips: Set<ConformanceCheck> = [
        .delayedOnlyWhereAllowed, .depositPaidLater, .depositGivenBack, .refundFinishedLater,
        .wrongSignature, .rotatedSecret, .webhookNamesPayment, .webhooksToldApart, .reordered,
    ]

    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        let credentials = Data("fake-merchant:fake-secret-key".utf8).base64EncodedString()
        guard request.headerFields[.authorization] == "Basic \(credentials)" else {
            return ProviderResponse(status: .unauthorized)
        }
        let steps = (request.path ?? "").split(separator: "/").dropFirst().map(String.init)
        let asked = (try? JSONDecoder().decode(PebbleDesk.Request.self, from: Data(body))) ?? PebbleDesk.Request()
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headerFields[$0] }
        let (status, text) = desk.withLock { $0.answer(steps, asked, key: key, at: clock.now()) }
        return ProviderResponse(status: .init(code: status), body: Array(text.utf8))
    }

    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .redirect(let page) = session.action, let id = page.split(separator: "/").last else {
            throw PebbleDesk.Nonsense()
        }
        guard deed != .vanishes else { return nil }
        let (address, door) = try desk.withLock { try $0.buyer(deed, at: String(id)) }
        return BuyerReturn(to: address, by: door)
    }

    public func deposit(of key: PaymentKey) async throws { throw PebbleDesk.Nonsense() }

    public func books(of key: PaymentKey) async -> FakeBooks { desk.withLock { $0.books(of: key.text) } }

    public func tell(_ lie: Lie?) async -> Bool {
        // Pebble finishes every refund at once.
        guard lie != .laterRefunds else { return false }
        desk.withLock { $0.lie = lie }
        return true
    }
}

/// What Pebble knows, and what it does when asked.
private struct PebbleDesk {
    struct Nonsense: Error {}

    struct Request: Decodable {
        var order, currency, back, failed, left, token, operation: String?
        var amount, remaining: Int64?
    }

    struct Refund {
        let operation: String
        let amount: Int64
    }

    struct Payment {
        let id: String
        let asked: Request
        var status = "open"
        var token = ""
        var charges = 0
        var refunds: [Refund] = []

        var paid: Int64 { Int64(charges) * (asked.amount ?? 0) }
        var remaining: Int64 { paid - refunds.reduce(0) { $0 + $1.amount } }
    }

    typealias Answer = (status: Int, text: String)

    private static let keyLife = Duration.seconds(86_400)

    var lie: Lie?
    private var payments: [String: Payment] = [:]
    private var keys: [String: (until: Timestamp, answer: Answer)] = [:]

    mutating func answer(_ steps: [String], _ asked: Request, key: String?, at now: Timestamp) -> Answer {
        if let key, let earlier = keys[key], now < earlier.until { return earlier.answer }
        let answer = change(steps, asked)
        if let key, answer.status == 200 { keys[key] = (now + Self.keyLife, answer) }
        return answer
    }

    private mutating func change(_ steps: [String], _ asked: Request) -> Answer {
        guard let id = steps.first else { return open(asked) }
        guard var payment = payments[id] else { return refusal("NO_PAYMENT", 404) }
        guard let verb = steps.dropFirst().first else { return told(payment) }
        if lie == .errorInside { return refusal("REFUSED", 200) }
        switch (verb, payment.status) {
        case ("approval", "authorised") where asked.token == payment.token && asked.amount == payment.asked.amount:
            payment.status = "paid"
            payment.charges += 1
        case ("closing", "open"), ("closing", "authorised"), ("closing", "left"), ("closing", "declined"):
            payment.status = "closed"
        case ("refunds", "paid"):
            guard let amount = asked.amount, let operation = asked.operation, amount > 0, amount <= payment.remaining,
                asked.remaining == payment.remaining
            else { return refusal("TOO_MUCH", 400) }
            payment.refunds.append(Refund(operation: operation, amount: amount))
        default: return refusal("NOT_NOW", 400)
        }
        payments[id] = payment
        return told(payment)
    }

    private mutating func open(_ asked: Request) -> Answer {
        guard asked.order != nil, asked.currency == "KRW", let amount = asked.amount, amount >= 100 else {
            return refusal("NOT_TAKEN", 400)
        }
        let payment = Payment(id: "p\(payments.count + 1)", asked: asked)
        payments[payment.id] = payment
        return told(payment)
    }

    mutating func buyer(_ deed: BuyerDeed, at id: String) throws -> (address: String, door: ReturnDoor) {
        guard var payment = payments[id], ["open", "left"].contains(payment.status) else { throw Nonsense() }
        defer { payments[id] = payment }
        switch deed {
        case .pays:
            payment.status = "authorised"
            payment.token = "token-of-\(id)-\(payments.count)"
            return ("\(payment.asked.back ?? "")&token=\(payment.token)", .success)
        case .declines:
            payment.status = "declined"
            return (payment.asked.failed ?? "", .failure)
        case .leaves:
            payment.status = "left"
            return (payment.asked.left ?? "", .cancel)
        case .vanishes, .choosesDeposit: throw Nonsense()
        }
    }

    private func refusal(_ error: String, _ status: Int) -> Answer { (status, #"{"error":"\#(error)"}"#) }

    private func told(_ payment: Payment) -> Answer {
        let extra: Int64 = lie == .wrongAmount ? 1 : 0
        let refunds = payment.refunds.map { #"{"operation":"\#($0.operation)","amount":\#($0.amount)}"# }
        return (
            200,
            """
            {"id":"\(payment.id)","order":"\(lie == .otherOrder ? "another" : payment.asked.order ?? "")",
             "amount":\((payment.asked.amount ?? 0) + extra),"currency":"\(lie == .wrongCurrency ? "USD" : "KRW")",
             "status":"\(lie == .unknownStatus ? "marbled" : payment.status)","paid":\(payment.paid + extra),
             "refunds":[\(refunds.joined(separator: ","))],"page":"https://pay.pebble.example/\(payment.id)"}
            """
        )
    }

    func books(of order: String) -> FakeBooks {
        payments.values.filter { $0.asked.order == order }.reduce(into: FakeBooks()) { books, payment in
            books.paid += payment.paid
            books.charges += payment.charges
            books.cancelled += payment.paid - payment.remaining
            books.refunds += payment.refunds.count
        }
    }
}
