import ProviderKit

extension ConformanceSubject {
    /// Closes a session and a deposit; what the module then calls done can't be paid any more.
    func voidUnpaid() async throws {
        let open = try await (try makeTrial()).open()
        let outcome = try await open.void()
        if outcome.isAccepted, open.trial.provider.approver == .provider {
            _ = try? await open.pays()
            try await open.expectUnpaid()
        }
        try expect(!outcome.isTooLate, "an unpaid session to be closed or not", but: "it is \(outcome.words)")

        var waiting = try await (try makeTrial()).open()
        guard (try? await waiting.choosesDeposit()) != nil else { return }
        guard try await waiting.void().isAccepted else { return }
        try? await waiting.trial.fake.deposit(of: waiting.order.key)
        try await waiting.expectUnpaid()
    }

    func voidTooLate() async throws {
        let scene = try await (try makeTrial()).paid()
        let outcome = try await scene.void()
        try expect(!outcome.isAccepted, "already paid, or a refusal", but: "it is \(outcome.words)")
        if case .alreadyPaid(let told) = outcome {
            try expect(told.status == .paid && told.paid == amount, "paid, \(amount)", but: "it is \(told.words)")
        }
        let books = await scene.books
        try expect(books.refunds == 0, "nothing given back by closing", but: "the books say \(books.words)")
    }
}

extension CancellationOutcome {
    fileprivate var isTooLate: Bool { if case .alreadyPaid = self { true } else { false } }
}

extension Scene {
    fileprivate func expectUnpaid() async throws {
        let books = await books
        try expect(books.charges == 0, "what was closed to stay unpaid", but: "the books say \(books.words)")
    }
}
