import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeTossPayments {
    /// None of Toss's payment webhooks is signed, so a forgery is one that Toss's own books contradict.
    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let now = clock.now()
        let nobody = ["paymentKey": "tviva20261122999999", "orderId": key.text, "status": "DONE"]
        let strange = TossMessage.change(nobody, now)
        let deposit: [String: Any] = ["orderId": key.text, "status": "DONE", "transactionKey": "txrd_999999"]
        return [
            TossMessage.make(strange, "forged-1", now),
            TossMessage.make(deposit, "forged-2", now),
            TossMessage.make(deposit.merging(["secret": "ps_secret_of_nobody"]) { $1 }, "forged-3", now),
            TossMessage.make(["eventType": "PAYMENT_STATUS_CHANGED", "data": "DONE"], "forged-4", now),
        ]
    }

    /// What Toss would send, were the payment paid; its books do not say so.
    public func early(_ key: PaymentKey) -> InboundMessage? {
        let payment = state.withLock { books in books.index(order: key.text).map { books.payments[$0] } }
        let now = clock.now()
        return payment.map { payment in
            let told = TossMessage.change(["paymentKey": payment.key, "orderId": key.text, "status": "DONE"], now)
            return TossMessage.make(told, "early-1", now)
        }
    }
}

extension TossBooks {
    /// Sends what a merchant gets who has registered both events: an account's change comes twice.
    mutating func tell(_ payment: TossFakePayment, at now: Timestamp) {
        let change = TossMessage.change(TossWire.payment(payment, lying: nil), now)
        if payment.status != .waitingForDeposit { messages.append(TossMessage.make(change, "evt-" + number(), now)) }
        guard payment.isAccount, let secret = payment.secret else { return }
        let deposit: [String: Any] = [
            "createdAt": TossMessage.moment(now), "secret": secret, "status": payment.status.rawValue,
            "transactionKey": payment.cancels.last?.key ?? payment.key, "orderId": payment.orderID,
        ]
        messages.append(TossMessage.make(deposit, "evt-" + number(), now))
    }

    mutating func tellCancel(_ cancel: TossFakePayment.Cancel) {
        let body: [String: Any] = [
            "eventType": "CANCEL_STATUS_CHANGED", "createdAt": TossMessage.moment(cancel.made),
            "data": TossWire.cancel(cancel, "KRW"),
        ]
        messages.append(TossMessage.make(body, "evt-" + number(), cancel.made))
    }
}

/// A webhook on its way.
enum TossMessage {
    static func change(_ data: [String: Any], _ now: Timestamp) -> [String: Any] {
        ["eventType": "PAYMENT_STATUS_CHANGED", "createdAt": moment(now), "data": data]
    }

    /// Without a zone, as the events have it.
    static func moment(_ now: Timestamp) -> String { String(TossWire.time(now).prefix(19)) + ".000000" }

    static func make(_ body: [String: Any], _ id: String, _ now: Timestamp) -> InboundMessage {
        let bytes = (try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])) ?? Data()
        return InboundMessage(
            method: "POST",
            path: "/api/asynchronous-checkout/checkout/webhook",
            headers: [
                "content-type": "application/json; charset=UTF-8",
                "tosspayments-webhook-transmission-id": id,
                "tosspayments-webhook-transmission-time": TossWire.time(now),
                "tosspayments-webhook-transmission-retried-count": "0",
            ],
            body: Array(bytes),
            source: "13.124.18.147"
        )
    }
}
