import ProviderKit

extension ConformanceSubject {
    /// A third, then the rest.
    func refundInParts() async throws {
        guard manifest.cancelsInParts else {
            throw NotApplicable("the manifest says that the PG gives back all or nothing")
        }
        var scene = try await (try makeTrial()).paid()
        let part = scene.part
        let rest = scene.money(amount.minorUnits - part.minorUnits)
        for (refund, before, sum) in [(part, amount, part), (rest, rest, amount)] {
            let outcome = try await scene.refund(refund, of: before)
            try expect(outcome.isAccepted, "\(refund) to go back", but: "it was \(outcome.words)")
            let (told, books) = (try await scene.inquire(), await scene.books)
            try expect(
                told.status == .paid && told.cancelled == sum && books.cancelled == sum.minorUnits,
                "\(sum) of \(amount) given back",
                but: "the module says \(told.words), the books \(books.words)"
            )
        }
        let books = await scene.books
        try expect(books.refunds == 2, "two refunds", but: "the books say \(books.words)")
    }

    /// All of it, while somebody has given back a part at the PG's console; or one minor unit too much.
    func refundOverRemainder() async throws {
        let scene = try await (try makeTrial()).paid()
        var excess = scene.money(amount.minorUnits + 1)
        if manifest.cancelsInParts {
            _ = try await scene.refund(scene.part)
            excess = amount
        }
        let before = await scene.books
        do {
            let outcome = try await scene.refund(excess)
            try expect(!outcome.isAccepted, "more than remains to be refused", but: "it is \(outcome.words)")
        } catch let error as ProviderError {
            try expect(
                error.code == .invalidRequest || error.code == .conflict,
                "a refusal, invalidRequest or conflict for more than remains",
                but: "it is \(error)"
            )
        }
        let books = await scene.books
        try expect(books == before, "books that a refused refund does not touch", but: "they say \(books.words)")
    }

    func refundRaced() async throws {
        let scene = try await (try makeTrial()).paid()
        let operation = scene.trial.operation()
        let outcomes = await scene.atOnce([operation, operation], scene.part)
        let books = await scene.books
        try expect(
            books.refunds == 1 && books.cancelled == scene.part.minorUnits,
            "one operation twice at once to give back once",
            but: "the books say \(books.words) after \(outcomes.map(\.words))"
        )
        let again = try await scene.refund(scene.part, as: operation)
        let after = await scene.books
        try expect(
            again.isAccepted && after == books,
            "the operation to be done when asked again",
            but: "it is \(again.words), and the books say \(after.words)"
        )
    }

    func wholeRefundsRaced() async throws {
        let scene = try await (try makeTrial()).paid()
        let outcomes = await scene.atOnce([scene.trial.operation(), scene.trial.operation()], amount)
        let accepted = outcomes.filter(\.isAccepted).count
        let books = await scene.books
        try expect(
            books.refunds == 1 && books.cancelled == amount.minorUnits && accepted <= 1,
            "one of two refunds of all to be done",
            but: "they were \(outcomes.map(\.words)), and the books say \(books.words)"
        )
    }

    func refundFinishedLater() async throws {
        let scene = try await (try makeTrial()).paid()
        try await scene.trial.tell(.laterRefunds)
        let outcome = try await scene.refund(scene.part)
        guard case .pending = outcome else {
            return try expect(false, "a pending refund", but: "it is \(outcome.words)")
        }
    }
}

/// What came of one of several attempts.
private enum Attempt: Sendable {
    case outcome(CancellationOutcome)
    case error(ProviderError)

    var isAccepted: Bool { if case .outcome(let outcome) = self { outcome.isAccepted } else { false } }

    var words: String {
        switch self {
        case .outcome(let outcome): outcome.words
        case .error(let error): error.description
        }
    }
}

extension Scene {
    /// Gives an amount back by several operations at the same time.
    fileprivate func atOnce(_ operations: [OperationID], _ amount: Money) async -> [Attempt] {
        trial.line.linger()
        return await withTaskGroup { group in
            for operation in operations {
                group.addTask {
                    do throws(ProviderError) {
                        return Attempt.outcome(try await refund(amount, as: operation))
                    } catch {
                        return Attempt.error(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
