import Foundation
import ProviderConformance
import ProviderKit

/// All that the PG knows.
struct KakaoBooks: Sendable {
    var payments: [KakaoFakePayment] = []
    var failures: [(name: String, refusal: KakaoRefusal)] = []
    var lie: Lie?
    private var counter = 0

    mutating func number() -> Int {
        counter += 1
        return counter
    }

    func index(tid: String) -> Int? { payments.firstIndex { $0.tid == tid } }

    /// The payment that was opened last for an order.
    func index(order: String) -> Int? { payments.lastIndex { $0.orderID == order } }

    mutating func cancel(_ index: Int, _ parts: KakaoParts, payload: String?) {
        let id = String(format: "A%019d", number())
        payments[index].cancels.append(KakaoFakePayment.Cancel(id: id, parts: parts, payload: payload))
        payments[index].status = payments[index].available.total == 0 ? "CANCEL_PAYMENT" : "PART_CANCEL_PAYMENT"
    }
}

/// A sum in won and its parts.
struct KakaoParts: Hashable, Sendable {
    var total: Int64
    var taxFree: Int64
    var vat: Int64

    func less(_ other: KakaoParts) -> KakaoParts {
        KakaoParts(total: total - other.total, taxFree: taxFree - other.taxFree, vat: vat - other.vat)
    }
}

struct KakaoFakePayment: Sendable {
    struct Cancel: Sendable {
        let id: String
        let parts: KakaoParts
        let payload: String?
    }

    let tid: String
    let orderID: String
    let userID: String
    let itemName: String
    let amount: KakaoParts
    let approvalURL: String
    let cancelURL: String
    let failureURL: String
    let opened: Timestamp
    var status = "READY"
    /// Given to the buyer with his password; good for one approval.
    var token: String?
    /// The approval will be refused for this reason.
    var refusal: String?
    var method = "CARD"
    var approved: Timestamp?
    var payload: String?
    var cancels: [Cancel] = []

    var wasPaid: Bool { approved != nil }
    var available: KakaoParts { cancels.reduce(amount) { $0.less($1.parts) } }
    var cancelled: KakaoParts { amount.less(available) }
    var isOpen: Bool {
        ["READY", "SEND_TMS", "OPEN_PAYMENT", "SELECT_METHOD", "ARS_WAITING", "AUTH_PASSWORD"].contains(status)
    }
}

/// Why not, in the PG's form.
struct KakaoRefusal: Error, Sendable {
    let status: Int
    let code: Int
    let result: String?

    init(_ status: Int, _ code: Int, _ result: String? = nil) {
        self.status = status
        self.code = code
        self.result = result
    }

    static func malformed(_ field: String) -> KakaoRefusal { KakaoRefusal(400, -2, field) }

    var object: [String: Any] {
        var object: [String: Any] = ["error_code": code, "error_message": "요청을 처리할 수 없습니다."]
        if let result {
            object["extras"] = ["method_result_code": result, "method_result_message": "결제 수단 오류"]
        }
        return object
    }
}
