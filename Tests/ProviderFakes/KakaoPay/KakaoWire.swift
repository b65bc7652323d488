import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit

/// The documents' objects, member by member.
enum KakaoWire {
    static func response(_ status: Int, _ object: [String: Any]) -> ProviderResponse {
        let body = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data()
        return ProviderResponse(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json"],
            body: Array(body)
        )
    }

    /// An eleventh, to the nearest won.
    static func vat(of taxed: Int64) -> Int64 { (taxed + 5) / 11 }

    static func session(_ payment: KakaoFakePayment) -> [String: Any] {
        let page = "https://online-payment.kakaopay.com/mockup/bridge"
        return [
            "tid": payment.tid, "next_redirect_pc_url": "\(page)/pc/\(payment.tid)",
            "next_redirect_mobile_url": "\(page)/mobile/\(payment.tid)",
            "next_redirect_app_url": "\(page)/app/\(payment.tid)", "created_at": time(payment.opened),
        ]
    }

    static func approved(_ payment: KakaoFakePayment, lying lie: Lie?) -> [String: Any] {
        var object = common(payment, lying: lie)
        object["aid"] = "A\(payment.tid.dropFirst())"
        object["amount"] = amount(payment.amount, lying: lie)
        object["payload"] = payment.payload ?? ""
        return object
    }

    static func order(_ payment: KakaoFakePayment, lying lie: Lie?) -> [String: Any] {
        var object = common(payment, lying: lie)
        object["status"] = lie == .unknownStatus ? "PONDERING" : payment.status
        object["amount"] = amount(payment.amount, lying: lie)
        object["canceled_amount"] = amount(payment.cancelled, lying: nil)
        object["cancel_available_amount"] = amount(payment.available, lying: nil)
        object["payment_action_details"] = actions(payment)
        return object
    }

    static func cancelled(_ payment: KakaoFakePayment, lying lie: Lie?) -> [String: Any] {
        var object = common(payment, lying: lie)
        let last = payment.cancels.last
        object["aid"] = last?.id
        object["status"] = lie == .unknownStatus ? "PONDERING" : payment.status
        object["amount"] = amount(payment.amount, lying: lie)
        object["approved_cancel_amount"] = last.map { amount($0.parts, lying: nil) }
        object["canceled_amount"] = amount(payment.cancelled, lying: nil)
        object["cancel_available_amount"] = amount(payment.available, lying: nil)
        object["payload"] = last?.payload ?? ""
        return object
    }

    private static func common(_ payment: KakaoFakePayment, lying lie: Lie?) -> [String: Any] {
        [
            "tid": payment.tid, "cid": FakeKakaoPay.cid, "partner_user_id": payment.userID,
            "partner_order_id": lie == .otherOrder ? "another-order" : payment.orderID,
            "payment_method_type": payment.method, "item_name": payment.itemName, "quantity": 1,
            "created_at": time(payment.opened), "approved_at": payment.approved.map { time($0) } ?? NSNull(),
        ]
    }

    private static func actions(_ payment: KakaoFakePayment) -> [[String: Any]] {
        guard let approved = payment.approved else { return [] }
        let paid: [String: Any] = [
            "aid": "A\(payment.tid.dropFirst())", "approved_at": time(approved), "amount": payment.amount.total,
            "payment_action_type": "PAYMENT", "payload": payment.payload ?? "",
        ]
        let cancels = payment.cancels.map { cancel -> [String: Any] in
            [
                "aid": cancel.id, "approved_at": time(approved), "amount": cancel.parts.total,
                "payment_action_type": "CANCEL", "payload": cancel.payload ?? "",
            ]
        }
        return [paid] + cancels
    }

    private static func amount(_ parts: KakaoParts, lying lie: Lie?) -> [String: Any] {
        [
            "total": parts.total + (lie == .wrongAmount ? 1 : 0), "tax_free": parts.taxFree, "vat": parts.vat,
            "point": 0, "discount": 0, "green_deposit": 0,
        ]
    }

    /// Korean time, without saying so.
    private static func time(_ moment: Timestamp) -> String {
        let korean = Date(timeIntervalSince1970: TimeInterval(moment.milliseconds / 1000 + 9 * 3600))
        return String(korean.formatted(.iso8601).prefix(19))
    }
}
