/// How much of a payment shall go back.
enum CancelExtent: String, Sendable {
    case all
    /// Half the order's amount, rounded down to the smallest coin, or what is left of it.
    case part
}

extension Order {
    /// What is paid and not yet given back.
    var remaining: AmountText {
        let paid = AmountText(amount) ?? AmountText(units: 0, scale: 0)
        return cancellations.reduce(paid) { left, cancellation in
            guard case .done(let given) = cancellation.status else { return left }
            return AmountText(units: left.units - (given.scaled(to: left.scale)?.units ?? 0), scale: left.scale)
        }
    }

    /// What the button asks for; nothing while the order can't be cancelled so far.
    ///
    /// One at a time: two open ones of the same amount would have the same hash, so that no notification could say
    /// which of them it is about.
    func cancellable(_ extent: CancelExtent) -> AmountText? {
        let left = remaining
        guard left.units > 0, !cancellations.contains(where: \.isOpen) else { return nil }
        switch (payment, extent) {
        case (.paid, .all), (.awaitingDeposit, .all): return left
        case (.paid, .part):
            guard let half = half(in: left.scale), half > 0 else { return nil }
            return AmountText(units: min(half, left.units), scale: left.scale)
        default: return nil
        }
    }

    /// Of the order's amount: half a won is nothing that anybody can give back, however the amount is written.
    private func half(in scale: Int) -> Int? {
        guard let paid = AmountText(amount) else { return nil }
        let coins = Price.wholeCurrencies.contains(currency) ? paid.scaled(to: 0) : paid
        return coins.flatMap { AmountText(units: $0.units / 2, scale: $0.scale).scaled(to: scale)?.units }
    }

    /// Notes that a cancellation is about to be asked for.
    ///
    /// - Returns: Its number, or nothing when there is nothing to cancel.
    mutating func beginCancellation(_ extent: CancelExtent) -> Int? {
        guard let amount = cancellable(extent) else { return nil }
        cancellations.append(OrderCancellation(flow: flow.cancellation, amount: amount))
        return cancellations.count - 1
    }

    /// Notes the gateway's answer, unless a notification was faster.
    mutating func answerCancellation(_ number: Int, _ status: OrderCancellation.Status) {
        guard cancellations.indices.contains(number), cancellations[number].status == .asking else { return }
        cancellations[number].status = status
    }

    /// Which cancellation a notification of this amount is about: the oldest one that fits, else the oldest one.
    func cancellation(notifiedOf amount: AmountText) -> Int? {
        cancellations.firstIndex { $0.awaitsNotification && $0.amount.equals(amount) }
            ?? cancellations.firstIndex(where: \.awaitsNotification)
    }
}
