import ProviderKit

extension ConformanceSubject {
    /// The gateway counts a refund that it finds listed under a name it does not know as somebody else's: once more.
    func refundListed() async throws {
        guard manifest.inquiry != .nothing else { throw NotApplicable("the PG cannot be asked") }
        var scene = try await (try makeTrial()).paid()
        let rest = scene.money(amount.minorUnits - scene.part.minorUnits)
        var listed = try await scene.inquire().cancellations
        for (part, before) in [(scene.part, amount), (rest, rest)] where !part.isZero {
            let operation = scene.trial.operation()
            let outcome = try await scene.refund(part, as: operation, of: before)
            try expect(outcome.isAccepted, "\(part) to go back", but: "it was \(outcome.words)")
            let now = try await scene.inquire().cancellations
            guard !now.isEmpty else { throw NotApplicable("the module's snapshots list no cancellations") }
            let known = listed.map(\.origin)
            let new = now.filter { !known.contains($0.origin) }
            try expect(
                now.count == listed.count + 1 && new.count == 1,
                "one more cancellation in the list after a refund",
                but: "they were \(listed.map(\.words)), and are \(now.map(\.words))"
            )
            for record in new { try record.expectMade(by: operation, part, outcome) }
            listed = now
        }
    }

    /// Without the buyer's bank account first, as it may not have been asked for, then with it.
    func depositGivenBack() async throws {
        var scene = try await (try makeTrial()).open()
        _ = try await scene.choosesDeposit()
        _ = await scene.trial.fake.webhooks()
        try await scene.trial.fake.deposit(of: scene.order.key)
        for webhook in await scene.trial.fake.webhooks() { _ = try await scene.hear(webhook) }
        if manifest.inquiry != .nothing { _ = try await scene.inquire() }
        let before = await scene.books
        let bare = try await scene.refund(amount, to: nil)
        guard !bare.isAccepted else { return }
        let books = await scene.books
        try expect(
            books == before,
            "a refund refused for want of a bank account to give nothing back",
            but: "the books went from \(before.words) to \(books.words)"
        )
        let outcome = try await scene.refund(amount)
        try expect(
            outcome.isAccepted,
            "a deposit to go back to the buyer's bank account",
            but: "it was \(outcome.words)"
        )
    }
}

extension CancellationOutcome {
    /// The PG's own id for it.
    fileprivate var reference: String? {
        switch self {
        case .done(let reference), .pending(let reference): reference
        case .refused, .alreadyPaid: nil
        }
    }

    fileprivate var state: CancellationRecord.State {
        switch self {
        case .done: .done
        case .pending: .pending
        case .refused, .alreadyPaid: .refused
        }
    }

    /// Whether a record may be this one by the PG's id. Where the outcome named none, the gateway goes by the amount.
    fileprivate func mayBe(_ origin: CancellationRecord.Origin) -> Bool {
        guard case .provider(let id) = origin else { return false }
        return reference.map { $0 == id } ?? true
    }
}

extension CancellationRecord {
    /// Whether this is the refund that was just made.
    fileprivate func expectMade(
        by operation: OperationID,
        _ part: Money,
        _ outcome: CancellationOutcome
    ) throws {
        try expect(
            origin == .operation(operation) || outcome.mayBe(origin),
            "the refund to be listed under its operation, or the reference of its outcome, \(outcome.reference ?? "")",
            but: "it is \(words)"
        )
        try expect(
            amount == part && state == outcome.state,
            "\(part), \(outcome.state.rawValue), in the list",
            but: "it is \(words)"
        )
    }

    fileprivate var words: String { "\(state.rawValue) \(amount) under \(origin)" }
}
