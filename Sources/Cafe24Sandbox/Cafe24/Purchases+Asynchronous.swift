extension Purchases {
    /// What an asynchronous return says binds nothing: good news still has to be confirmed by a notification.
    func asynchronousBuyerReturned(to order: Order, _ arrival: ReturnRedirect) {
        let unchanged = check.isUnchanged(arrival.extraData, order.extraData)
        let state = unchanged ? Self.state(after: arrival) : .suspicious(.extraDataChanged)
        orders.change(order.id) { order in
            order.buyerArrives(state)
            if arrival.key != nil { order.remark(.keyInReturn) }
        }
    }

    private static func state(after arrival: ReturnRedirect) -> OrderState {
        let message = arrival.resultMessage ?? ""
        return switch arrival.resultCode {
        case "0000": .awaitingNotification
        case "0001": .declined(message: message)
        default: .notPaid(message: message)
        }
    }

    /// Takes the buyer of an external order back. `sync_type=sync` says that the notification itself went wrong.
    func externalBuyerReturned(to id: String, with fields: [FormText.Field], paid: Bool) {
        let unconfirmed = fields.contains(FormText.Field(name: "sync_type", value: "sync"))
        let state: OrderState = paid ? .awaitingNotification : unconfirmed ? .unconfirmed : .notPaid(message: "")
        orders.change(id) { order in
            order.messages.append(.returned(fields, at: paid ? MallPath.externalPaid : MallPath.externalFailed))
            order.buyerArrives(state)
        }
    }
}
