import Foundation
import ProviderKit

/// The bytes of a notification, field for field (contract, B2 to B4).
struct NotificationBody {
    let notification: MallNotification
    let payment: Payment
    let manifest: ProviderManifest?
    let keys: ServiceKeys

    func encoded(as encoding: Cafe24Settings.NotificationEncoding) -> (contentType: String, bytes: [UInt8]) {
        switch encoding {
        case .json:
            var object = JSONObject()
            for (name, value) in fields { object.add(name, value) }
            object.add("extra_data", json: extraData ?? "{}")
            return ("application/json; charset=utf-8", Array(object.text.utf8))
        case .form:
            let echo = extraData.map { [("extra_data", $0)] } ?? []
            let pairs = (fields + echo).map {
                "\(OutsideURL.percentEncoded($0.0))=\(OutsideURL.percentEncoded($0.1))"
            }
            return ("application/x-www-form-urlencoded", Array(pairs.joined(separator: "&").utf8))
        }
    }

    /// What the request that is told of brought; a cancellation without any gets what the checkout brought.
    private var extraData: String? { notification.extraData ?? payment.extraData }

    private var fields: [(String, String)] {
        switch notification.kind {
        case .payment: paymentFields
        case .cancellation: cancellationFields
        }
    }

    private var paymentFields: [(String, String)] {
        [
            ("request_type", "payment"), ("partner_id", payment.partnerID), ("paymethod", method),
            ("tid", notification.tid), ("amount", notification.amount), ("order_id", payment.order.number),
            ("all_cancel_tf", "T"), ("part_cancel_tf", manifest?.cancelsInParts ?? false ? "T" : "F"),
            ("escrow_tf", "F"), ("currency", payment.amount.currency.code),
            ("payed_tf", notification.isDone ? "T" : "F"), ("easypay", "F"), ("hash_data", hash),
            ("result_code", notification.code), ("result_message", notification.message),
        ]
    }

    private var cancellationFields: [(String, String)] {
        [
            ("request_type", "cancelnoty"), ("partner_id", payment.partnerID), ("tid", notification.tid),
            ("order_id", payment.order.number), ("paymethod", method), ("currency", payment.amount.currency.code),
            ("cancel_amount", notification.amount), ("status", notification.isDone ? "P" : "F"), ("hash_data", hash),
            ("result_code", notification.code), ("result_message", notification.message),
        ]
    }

    private var method: String { notification.method.flatMap { manifest?.methods[$0] } ?? "etc" }

    /// H2 and H3 are one formula over different amounts (contract, section C).
    private var hash: String {
        keys.sign(
            .paymentResult(
                amount: notification.amount,
                currency: payment.amount.currency.code,
                orderID: payment.order.number,
                partnerID: payment.partnerID,
                tid: notification.tid
            )
        )
    }
}
