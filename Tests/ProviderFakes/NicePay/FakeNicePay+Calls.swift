import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

extension FakeNicePay {
    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        let credentials = Data("\(Self.clientKey):\(Self.secretKey)".utf8).base64EncodedString()
        guard request.headerFields[.authorization] == "Basic \(credentials)" else {
            return Self.failure("U104", status: .unauthorized)
        }
        let parts = (request.path ?? "").split(separator: "?", maxSplits: 1)
        let path = (parts.first ?? "").split(separator: "/").map(String.init)
        guard path.starts(with: ["v1", "payments"]) else { return Self.failure("A112", status: .notFound) }
        if request.method == .get {
            return inquiry(Array(path.dropFirst(2)), query: parts.count == 2 ? String(parts[1]) : "")
        }
        guard request.method == .post, request.headerFields[.contentType]?.hasPrefix("application/json") ?? false,
            let call = try? JSONDecoder().decode(Call.self, from: Data(body))
        else { return Self.failure("A212") }
        return state.withLock { state in
            switch path.dropFirst(2) {
            case ["netcancel"]: netCancel(call, in: &state)
            case let tid where tid.count == 1: approval(tid.joined(), call, in: &state)
            case let rest where rest.count == 2 && rest.last == "cancel": cancellation(path[2], call, in: &state)
            default: Self.failure("A112", status: .notFound)
            }
        }
    }

    /// All fields that any of the POST calls has.
    struct Call: Decodable {
        let amount: Int64?
        let orderId: String?
        let reason: String?
        let cancelAmt: Int64?
        let ediDate: String?
        let signData: String?
        let refundAccount: String?
        let refundBankCode: String?
        let refundHolder: String?

        /// What stands before the secret key in `signData`; both fields may be left out.
        func isSigned(_ parts: String...) -> Bool {
            guard ediDate != nil || signData != nil else { return true }
            let text = parts.joined() + (ediDate ?? "") + FakeNicePay.secretKey
            return signData == FakeNicePayAnswer.hash(text)
        }
    }

    private func inquiry(_ path: [String], query: String) -> ProviderResponse {
        state.withLock { state in
            let known = state.transactions.values.filter { $0.status != nil }
            switch path.count {
            case 1:
                let found = known.first { $0.tid == path[0] }
                return found.map { say($0, in: state) } ?? Self.failure("A118")
            case 2 where path[0] == "find":
                let found = known.first { transaction in
                    let day = FakeNicePayAnswer.text(transaction.authenticated).prefix(10).filter { $0 != "-" }
                    return transaction.orderId == path[1] && query == "orderDate=\(day)"
                }
                return found.map { say($0, in: state) } ?? Self.failure("A118")
            default:
                return Self.failure("A112", status: .notFound)
            }
        }
    }

    func say(_ transaction: FakeNicePayTransaction, in state: State) -> ProviderResponse {
        var answer = FakeNicePayAnswer(transaction, at: clock.now())
        answer.tell(state.lie)
        answer.sign(with: Self.secretKey)
        return ProviderResponse(status: .ok, headers: [.contentType: "application/json"], body: answer.bytes)
    }

    static func failure(_ code: String, status: HTTPResponse.Status = .ok) -> ProviderResponse {
        let body = #"{"resultCode":"\#(code)","resultMsg":"거절되었습니다."}"#
        return ProviderResponse(status: status, headers: [.contentType: "application/json"], body: Array(body.utf8))
    }
}
