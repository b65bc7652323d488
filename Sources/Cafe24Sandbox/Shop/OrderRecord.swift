import Hummingbird

/// An order as `/orders/{id}.json` shows it to scripts, in English.
struct OrderRecord: ResponseCodable {
    struct Exchange: Codable {
        let from: String
        let to: String
        let method: String
        let target: String
        let request: String
        let status: Int?
        let answer: String?
        let remarks: [String]
    }

    struct Return: Codable {
        let flow: String
        let amount: String
        /// ``OrderCancellation/name``.
        let status: String
        let message: String
    }

    let id: String
    let flow: String
    /// ``OrderState/name``.
    let state: String
    let title: String
    let detail: String
    let tid: String?
    let remaining: String
    let cancellations: [Return]
    let amount: String
    let currency: String
    let partnerID: String
    let messages: [Exchange]

    init(_ order: Order) {
        id = order.id
        flow = order.flow.rawValue
        state = order.state.name
        title = order.state.title(.english)
        detail = order.state.detail(.english)
        tid = order.payment.tid
        remaining = order.remaining.text
        cancellations = order.cancellations.map { cancellation in
            Return(
                flow: cancellation.flow.rawValue,
                amount: cancellation.actualAmount.text,
                status: cancellation.name,
                message: cancellation.detail(.english)
            )
        }
        amount = order.amount
        currency = order.currency
        partnerID = order.partnerID
        messages = order.messages.map(Exchange.init)
    }
}

extension OrderRecord.Exchange {
    init(_ message: Message) {
        from = message.from.name(.english)
        to = message.to.name(.english)
        method = message.method
        target = message.target
        request = message.request
        (status, answer) =
            if case .received(let status, let body) = message.answer { (status, body) } else { (nil, nil) }
        remarks = message.remarks.map { $0(.english) }
    }
}
