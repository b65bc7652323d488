import ProviderKit
import Synchronization

extension FakeNicePay {
    /// Sends a webhook; the address is the one that was typed into the console.
    func report(_ transaction: FakeNicePayTransaction, in state: inout State) {
        var message = FakeNicePayAnswer(transaction, at: clock.now())
        message.sign(with: Self.secretKey)
        state.webhooks.append(Self.webhook(message))
    }

    static func webhook(_ message: FakeNicePayAnswer) -> InboundMessage {
        InboundMessage(
            method: "POST",
            path: "/api/asynchronous-checkout/checkout/webhook",
            query: "account=nicepay.0123456789abcdef",
            headers: ["content-type": "application/json;charset=utf-8"],
            body: message.bytes,
            source: "121.133.126.86"
        )
    }

    /// What NICEPAY sends when an address is registered: about no order of anybody, and not signed with our key.
    public static var sample: InboundMessage {
        let transaction = FakeNicePayTransaction(
            tid: "nicuntct1m0101210727200125A056",
            orderId: "sample-order",
            amount: 1004,
            goodsName: "sample",
            method: "card",
            vbankHolder: nil,
            isDoomed: false,
            authenticated: Timestamp(milliseconds: 0),
            status: "paid"
        )
        return webhook(FakeNicePayAnswer(transaction, at: Timestamp(milliseconds: 0)))
    }

    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let made = state.withLock { state in state.transactions.values.first { $0.orderId == key.text } }
        let transaction = FakeNicePayTransaction(
            tid: made?.tid ?? "nicuntct1m0101261122180000A001",
            orderId: key.text,
            amount: made?.amount ?? Self.amount.minorUnits,
            goodsName: "made up",
            method: "card",
            vbankHolder: nil,
            isDoomed: false,
            authenticated: clock.now(),
            status: "paid",
            paidAt: clock.now()
        )
        let unsigned = FakeNicePayAnswer(transaction, at: clock.now())
        var foreign = unsigned
        foreign.sign(with: "another merchant's secret")
        var altered = unsigned
        altered.sign(with: Self.secretKey)
        altered.amount += 1000
        var redirected = unsigned
        redirected.sign(with: Self.secretKey)
        redirected.tid = "nicuntct1m0101261122180000A999"
        return [unsigned, foreign, altered, redirected].map(Self.webhook)
    }
}
