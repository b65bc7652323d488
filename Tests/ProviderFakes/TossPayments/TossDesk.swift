import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit

/// Reads one call and does what it asks for.
struct TossDesk {
    /// As they were when the call came.
    let books: TossBooks
    let now: Timestamp

    /// How long the first answer of an idempotency key is kept.
    static let keyLife = Duration.seconds(15 * 86_400)
    /// How long a buyer's authentication waits for the confirmation.
    static let confirmTime = Duration.seconds(600)

    func answer(_ request: HTTPRequest, body: [UInt8], into books: inout TossBooks) -> ProviderResponse {
        let path = String(request.path?.split(separator: "?").first ?? "")
        do throws(TossRefusal) {
            try authenticate(request)
            let reply =
                switch request.method {
                case .get: try find(path)
                case .post: try once(request, path, body, &books)
                default: throw TossRefusal(404, "NOT_FOUND")
                }
            return reply.response(lying: books.lie)
        } catch {
            return TossReply.refusal(error).response(lying: nil)
        }
    }

    private func authenticate(_ request: HTTPRequest) throws(TossRefusal) {
        guard let words = request.headerFields[.authorization], words.hasPrefix("Basic ") else {
            throw TossRefusal(403, "INCORRECT_BASIC_AUTH_FORMAT")
        }
        let expected = Data("\(FakeTossPayments.secretKey):".utf8).base64EncodedString()
        guard words.dropFirst(6) == expected else { throw TossRefusal(401, "UNAUTHORIZED_KEY") }
    }

    private func find(_ path: String) throws(TossRefusal) -> TossReply {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count >= 3, parts[0] == "v1", parts[1] == "payments" else { throw TossRefusal(404, "NOT_FOUND") }
        let index: Int? =
            switch (parts.count, parts[2]) {
            case (4, "orders"): books.index(order: parts[3])
            case (3, _): books.index(key: parts[2])
            default: nil
            }
        guard let index else { throw TossRefusal(404, "NOT_FOUND_PAYMENT") }
        var payment = books.payments[index]
        if isLate(payment) { payment.status = .expired }
        return .payment(payment)
    }

    /// Under one idempotency key a call happens once, and its first answer, failures too, is repeated.
    private func once(
        _ request: HTTPRequest,
        _ path: String,
        _ body: [UInt8],
        _ books: inout TossBooks
    ) throws(TossRefusal) -> TossReply {
        guard request.headerFields[.contentType]?.hasPrefix("application/json") ?? false else {
            throw .malformed("Content-Type")
        }
        if books.lie == .errorInside {
            throw TossRefusal(200, path.hasSuffix("/cancel") ? "NOT_CANCELABLE_PAYMENT" : "REJECT_CARD_PAYMENT")
        }
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headerFields[name] else {
            return reply(path, body, &books)
        }
        guard !key.isEmpty, key.count <= 300 else { throw TossRefusal(400, "INVALID_IDEMPOTENCY_KEY") }
        let scope = "\(request.method) \(path) \(key)"
        if let first = books.answers[scope], now < first.time + Self.keyLife { return first.reply }
        let reply = reply(path, body, &books)
        books.answers[scope] = (now, reply)
        return reply
    }

    private func reply(_ path: String, _ body: [UInt8], _ books: inout TossBooks) -> TossReply {
        do throws(TossRefusal) {
            if let index = books.failures.firstIndex(where: { path.hasSuffix($0.path) }) {
                throw books.failures.remove(at: index).refusal
            }
            let fields = try TossFields(body)
            let parts = path.split(separator: "/").map(String.init)
            if path == "/v1/payments/confirm" { return .payment(try confirm(fields, &books)) }
            guard parts.count == 4, parts[0] == "v1", parts[1] == "payments", parts[3] == "cancel" else {
                throw TossRefusal(404, "NOT_FOUND")
            }
            return .payment(try cancel(parts[2], fields, &books))
        } catch {
            return .refusal(error)
        }
    }

    func isLate(_ payment: TossFakePayment) -> Bool {
        payment.status == .inProgress && now >= payment.opened + Self.confirmTime
    }
}
