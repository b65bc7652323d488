/// Cafe24's part of a cancellation, from the click on "Cancel" to money that is back or not.
struct Cancellations: Sendable {
    let address: PublicAddress
    let orders: OrderBook
    let gateway: RecordedGateway
    let check: PaymentCheck

    /// Asks for money back. Nothing happens to an order that has nothing to cancel, or not yet.
    func cancel(_ id: String, _ extent: CancelExtent) async {
        let begun = orders.update(id) { order in order.beginCancellation(extent).map { ($0, order) } }
        guard let (number, order) = begun ?? nil else { return }
        let status = await ask(for: order.cancellations[number], of: order)
        orders.change(id) { $0.answerCancellation(number, status) }
    }

    /// Takes the notification of an asynchronous cancellation's result.
    ///
    /// - Returns: How the mall answers.
    func notified(_ report: SandboxJSON) -> NotificationAnswer {
        guard let id = report["order_id"]?.text else { return .unknownOrder }
        let answer = orders.update(id) { order in
            let answer = settle(&order, by: report)
            order.messages.append(.notification(report, at: MallPath.cancelNotified, answer: answer))
            return answer
        }
        return answer ?? .unknownOrder
    }

    private func ask(for cancellation: OrderCancellation, of order: Order) async -> OrderCancellation.Status {
        let request = SandboxClient.Cancellation(
            flow: cancellation.flow,
            amount: order.amount,
            cancelAmount: cancellation.amount.text,
            currency: order.currency,
            orderID: order.id,
            partnerID: order.partnerID,
            tid: order.payment.tid ?? "",
            notificationURL: cancellation.flow == .asynchronous ? address.url + MallPath.cancelNotified : nil,
            extraData: order.extraData
        )
        guard let answer = try? await gateway.client(for: order.id).cancel(request) else { return .unanswered }
        guard answer.resultCode != nil else { return .unanswered }
        guard answer.isAccepted else {
            return .refused(message: answer.resultMessage ?? "HTTP \(answer.httpStatus)")
        }
        return cancellation.flow == .synchronous ? .done(cancellation.amount) : .accepted
    }

    private func settle(_ order: inout Order, by report: SandboxJSON) -> NotificationAnswer {
        let amount = AmountText(report["cancel_amount"]?.text ?? "") ?? AmountText(units: 0, scale: 0)
        let waiting = order.cancellation(notifiedOf: amount)
        if let doubt = doubt(about: report, for: order) {
            if let waiting { order.cancellations[waiting].status = .suspicious(doubt) }
            return .refused
        }
        let status = Self.status(report, amount)
        guard let waiting else {
            // The gateway delivers at least once.
            return order.cancellations.contains { Self.same($0.status, status) } ? .accepted : .refused
        }
        order.cancellations[waiting].status = status
        return .accepted
    }

    private static func status(_ report: SandboxJSON, _ amount: AmountText) -> OrderCancellation.Status {
        report["status"]?.text == "P" ? .done(amount) : .refused(message: report["result_message"]?.text ?? "")
    }

    private static func same(_ one: OrderCancellation.Status, _ other: OrderCancellation.Status) -> Bool {
        if case .done(let mine) = one, case .done(let theirs) = other { return mine.equals(theirs) }
        return one == other
    }

    private func doubt(about report: SandboxJSON, for order: Order) -> Doubt? {
        guard check.hashes.fit(cancellationReport: report) else { return .wrongHash }
        if let doubt = ReportForm.doubt(aboutCancellation: report) { return doubt }
        let expected = [
            ("partner_id", order.partnerID), ("currency", order.currency), ("tid", order.payment.tid ?? ""),
        ]
        for (field, expected) in expected {
            let given = report[field]?.text ?? ""
            guard given == expected else { return .differs(field: field, expected: expected, given: given) }
        }
        guard check.isUnchanged(report["extra_data"], order.extraData) else { return .extraDataChanged }
        let (status, code) = (report["status"]?.text ?? "", report["result_code"]?.text ?? "")
        guard (status == "P") == (code == "0000") else { return .contradiction(resultCode: code, paid: status) }
        return status == "P" ? doubt(aboutAmount: report["cancel_amount"]?.text ?? "", of: order) : nil
    }

    /// More than nothing, and no more than was paid.
    private func doubt(aboutAmount text: String, of order: Order) -> Doubt? {
        guard let paid = AmountText(order.amount), let given = AmountText(text)?.scaled(to: paid.scale),
            given.units > 0, given.units <= paid.units
        else { return .differs(field: "cancel_amount", expected: order.amount, given: text) }
        return nil
    }
}
