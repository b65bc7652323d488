/// Cafe24's part of a purchase, from the click on "Buy" to an order that is paid or not.
struct Purchases: Sendable {
    let configuration: SandboxConfiguration
    let address: PublicAddress
    let orders: OrderBook
    let numbers: OrderNumbers
    let gateway: RecordedGateway
    let check: PaymentCheck

    /// Orders a product and opens its payment.
    ///
    /// - Returns: The order as it now stands; ``Order/paymentURL`` is where to send the buyer, if anywhere.
    func buy(_ product: Product, by flow: PurchaseFlow) async -> Order {
        let order = place(product, by: flow)
        let opened = await open(order)
        orders.change(order.id) { order in
            switch opened {
            case .success(let url): order.sendBuyer(to: url)
            case .failure(let refusal): order.settle(refusal.state)
            }
        }
        return orders.find(order.id) ?? order
    }

    /// Takes the buyer back from the gateway, and reads the payment when the gateway says that all went well.
    func buyerReturned(to id: String, with fields: [FormText.Field]) async {
        guard let order = orders.find(id) else { return }
        let arrival = ReturnRedirect(address: MallPath.returned, fields: fields)
        orders.change(id) { $0.messages.append(.returned(fields)) }
        guard order.flow == .synchronous else { return asynchronousBuyerReturned(to: order, arrival) }
        let state = await state(of: order, after: arrival)
        orders.change(id) { $0.settle(state) }
    }

    /// Takes the notification of a payment.
    ///
    /// - Returns: How the mall answers.
    func notified(_ report: SandboxJSON, at path: String) -> NotificationAnswer {
        guard let id = report["order_id"]?.text, let order = orders.find(id),
            (order.flow == .external) == (path == MallPath.checkoutNotified)
        else { return .unknownOrder }
        let verdict = check.verdict(onNotification: report, for: order)
        let answer: NotificationAnswer = if case .suspicious = verdict { .refused } else { .accepted }
        orders.change(id) { order in
            order.messages.append(.notification(report, at: path, answer: answer))
            if case .paid = verdict { order.charge(report["amount"]?.text ?? order.amount) }
            order.settle(verdict)
        }
        return answer
    }

    private func open(_ order: Order) async -> Result<String, Refusal> {
        let answer: SandboxClient.CheckoutAnswer
        do {
            answer = try await gateway.client(for: order.id).openCheckout(checkout(order))
        } catch {
            return .failure(Refusal(state: .unreachable))
        }
        guard answer.httpStatus == 200, answer.resultCode == "0000" else {
            return .failure(Refusal(state: .refused(message: answer.resultMessage ?? "HTTP \(answer.httpStatus)")))
        }
        guard let url = answer.paymentURL, WebAddress.isSafe(url) else {
            return .failure(Refusal(state: .refused(message: "payment_url is not an address")))
        }
        if order.flow == .synchronous, answer.paymentKey == nil {
            orders.change(order.id) { $0.remark(.noKeyInPaymentURL) }
        }
        return .success(url)
    }

    private func state(of order: Order, after arrival: ReturnRedirect) async -> OrderState {
        guard check.isUnchanged(arrival.extraData, order.extraData) else { return .suspicious(.extraDataChanged) }
        guard arrival.resultCode == "0000" else { return .notPaid(message: arrival.resultMessage ?? "") }
        guard let key = arrival.key, !key.isEmpty else {
            orders.change(order.id) { $0.remark(.noKeyInReturn) }
            return .unconfirmed
        }
        guard let answer = try? await gateway.client(for: order.id).status(key: key), answer.httpStatus == 200,
            case .object = answer.fields
        else { return .unconfirmed }
        return check.verdict(on: answer.fields, for: order)
    }
}

/// Why there is no payment page.
private struct Refusal: Error {
    let state: OrderState
}
