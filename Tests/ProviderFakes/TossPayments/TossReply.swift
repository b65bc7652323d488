import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit

/// What the PG answers, before anybody makes it lie.
enum TossReply: Sendable {
    case payment(TossFakePayment)
    case refusal(TossRefusal)

    func response(lying lie: Lie?) -> ProviderResponse {
        switch self {
        case .payment(let payment): Self.json(200, TossWire.payment(payment, lying: lie))
        case .refusal(let refusal): Self.json(refusal.status, ["code": refusal.code, "message": refusal.message])
        }
    }

    static func json(_ status: Int, _ object: [String: Any]) -> ProviderResponse {
        let body = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data()
        return ProviderResponse(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json;charset=UTF-8"],
            body: Array(body)
        )
    }
}

struct TossRefusal: Error, Hashable, Sendable {
    let status: Int
    let code: String
    let message: String

    init(_ status: Int, _ code: String, _ message: String = "거절되었습니다.") {
        self.status = status
        self.code = code
        self.message = message
    }

    static func malformed(_ field: String) -> TossRefusal { TossRefusal(400, "INVALID_REQUEST", "\(field)가 잘못되었습니다.") }
}

/// The documents' objects, member by member.
enum TossWire {
    private static let names = [
        "CARD": "카드", "TRANSFER": "계좌이체", "VIRTUAL_ACCOUNT": "가상계좌", "MOBILE_PHONE": "휴대폰",
        "CULTURE_GIFT_CERTIFICATE": "문화상품권", "FOREIGN_EASY_PAY": "해외간편결제",
    ]

    static func payment(_ payment: TossFakePayment, lying lie: Lie?) -> [String: Any] {
        let isMore: Int64 = lie == .wrongAmount ? 1 : 0
        let other = payment.currency == "KRW" ? "USD" : "KRW"
        var object: [String: Any] = [
            "mId": "tfakeshop", "version": "2022-11-16", "type": "NORMAL", "country": "KR",
            "paymentKey": payment.key, "orderName": payment.orderName,
            "orderId": lie == .otherOrder ? "another-order-1" : payment.orderID,
            "status": lie == .unknownStatus ? "PONDERING" : payment.status.rawValue,
            "currency": lie == .wrongCurrency ? other : payment.currency,
            "method": names[payment.method] ?? payment.method,
            "totalAmount": amount(payment.amount + isMore, payment.currency),
            "balanceAmount": amount(payment.balance + isMore, payment.currency),
            "taxFreeAmount": 0, "isPartialCancelable": true, "requestedAt": time(payment.opened),
            "lastTransactionKey": payment.cancels.last?.key ?? payment.key,
            "secret": payment.secret ?? NSNull(), "approvedAt": payment.approved.map(time) ?? NSNull(),
            "cancels": payment.cancels.isEmpty ? NSNull() : payment.cancels.map { cancel($0, payment.currency) },
            "virtualAccount": NSNull(), "failure": NSNull(),
        ]
        if payment.isAccount, payment.isConfirmed { object["virtualAccount"] = account(payment) }
        if payment.status == .aborted {
            object["failure"] = ["code": "REJECT_CARD_PAYMENT", "message": "한도초과 혹은 잔액부족"]
        }
        return object
    }

    static func cancel(_ cancel: TossFakePayment.Cancel, _ currency: String) -> [String: Any] {
        [
            "transactionKey": cancel.key, "cancelAmount": amount(cancel.amount, currency),
            "cancelReason": cancel.reason, "canceledAt": time(cancel.made), "taxFreeAmount": 0,
            "cancelStatus": cancel.isDone ? "DONE" : "IN_PROGRESS", "cancelRequestId": NSNull(),
        ]
    }

    private static func account(_ payment: TossFakePayment) -> [String: Any] {
        [
            "accountNumber": "X6505636518308", "accountType": "일반", "bankCode": "20", "customerName": "김하나",
            "dueDate": String(time(payment.opened + .seconds(7 * 86_400)).prefix(19)), "expired": false,
            "refundStatus": payment.cancels.isEmpty ? "NONE" : "PENDING", "settlementStatus": "INCOMPLETED",
        ]
    }

    /// Whole won, dollars with two places.
    static func amount(_ minorUnits: Int64, _ currency: String) -> NSNumber {
        guard currency == "USD" else { return NSNumber(value: minorUnits) }
        return NSDecimalNumber(mantissa: UInt64(minorUnits.magnitude), exponent: -2, isNegative: minorUnits < 0)
    }

    static func time(_ moment: Timestamp) -> String {
        let korean = Date(timeIntervalSince1970: TimeInterval(moment.milliseconds / 1000 + 9 * 3600))
        return korean.formatted(.iso8601).prefix(19) + "+09:00"
    }
}
