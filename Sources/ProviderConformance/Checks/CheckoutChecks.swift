import ProviderKit

extension ConformanceSubject {
    /// The same checkout, operation and all, as after a crash between the PG's answer and our commit.
    func repeatedCheckout() async throws {
        guard manifest.idempotencyKeyLife != nil else {
            throw NotApplicable("the manifest says that the PG knows no idempotency keys")
        }
        let trial = try makeTrial()
        var first = try await trial.open()
        let second = Scene(trial, first.order, try await trial.provider.checkout(first.order))
        try expect(
            Set(first.session.references) == Set(second.session.references),
            "one session for one operation",
            but: "the second checkout got \(second.session.references) beside \(first.session.references)"
        )
        _ = try await first.settle(by: try await first.pays())
        if let back = try? await second.pays() { _ = try? await first.settle(by: back) }
        let books = await first.books
        try expect(books.charges == 1, "one charge for one order", but: "the books say \(books.words)")
    }

    /// Disturbs each call of a checkout in every way, then repeats it.
    func troubledCheckout() async throws {
        let quiet = try makeTrial()
        _ = try await quiet.provider.checkout(quiet.order())
        let calls = quiet.line.calls.count
        let isDisturbedByFake = await quiet.fake.disturb(.serverErrors, at: .checkout)
        guard calls > 0 || isDisturbedByFake else { throw NotApplicable("opening a payment asks the PG nothing") }
        for disturbance in Disturbance.allCases {
            for passing in 0..<max(1, calls) { try await repeatCheckout(after: disturbance, passing: passing) }
        }
    }

    private func repeatCheckout(after disturbance: Disturbance, passing: Int) async throws {
        let trial = try makeTrial()
        let order = trial.order()
        await trial.disturb(disturbance, .checkout, call: passing)
        do {
            _ = try await trial.provider.checkout(order)
        } catch {
            try expect(
                error.code == .temporary || error.code == .unknown,
                "temporary or unknown for a checkout under \(disturbance.rawValue)",
                but: "it is \(error)"
            )
        }
        await trial.calm(.checkout)
        var scene = Scene(trial, order, try await trial.provider.checkout(order))
        let snapshot = try await scene.settle(by: try await scene.pays())
        let books = await scene.books
        try expect(
            snapshot.status == .paid && books.charges == 1,
            "the repeated checkout to be paid once after \(disturbance.rawValue)",
            but: "it is \(snapshot.words), and the books say \(books.words)"
        )
    }

    /// A buyer tries a virtual account, or cash, where nobody could tell Cafe24 of it later.
    func delayedOnlyWhereAllowed() async throws {
        var allowed = try await (try makeTrial()).open()
        _ = try await allowed.choosesDeposit()
        let scene = try await (try makeTrial()).open(allowsDelayed: false)
        let back = try? await scene.comesBack(after: .choosesDeposit)
        try expect(back == nil, "no delayed method where none is allowed", but: "a buyer could choose one")
    }
}

extension Scene {
    /// The buyer chooses to pay later.
    ///
    /// - Returns: What the module then says.
    /// - Throws: ``NotApplicable`` where this PG's buyers can't.
    mutating func choosesDeposit() async throws -> PaymentSnapshot {
        guard let back = try? await trial.fake.buyer(.choosesDeposit, at: session, of: order) else {
            throw NotApplicable("the fake's buyers can't choose to pay later")
        }
        return try await settle(by: back)
    }
}
