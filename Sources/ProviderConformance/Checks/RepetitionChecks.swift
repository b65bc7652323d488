import ProviderKit

extension ConformanceSubject {
    /// The return twice, then every webhook twice.
    func duplicate() async throws {
        var scene = try await (try makeTrial()).open()
        let back = try await scene.pays()
        let first = try await scene.settle(by: back)
        let second = try await scene.settle(by: back)
        try expect(
            first.isSame(as: second),
            "one return to say the same twice",
            but: "it says \(first.words) first and \(second.words) then"
        )
        for message in await scene.trial.fake.webhooks() {
            guard let one = try await scene.hear(message), let other = try await scene.hear(message) else { continue }
            try expect(
                one.isSame(as: other),
                "one webhook to say the same twice",
                but: "it says \(one.words) first and \(other.words) then"
            )
        }
        let books = await scene.books
        try expect(books.charges == 1, "one charge", but: "the books say \(books.words)")
    }

    /// All the evidence of a payment again, after it was given back.
    func late() async throws {
        var scene = try await (try makeTrial()).open()
        let back = try await scene.pays()
        _ = try await scene.settle(by: back)
        let webhooks = await scene.trial.fake.webhooks()
        let outcome = try await scene.refund(amount)
        try expect(outcome.isAccepted, "a refund of all that was paid", but: "it was \(outcome.words)")
        let before = await scene.books

        var told: [PaymentSnapshot] = []
        // A return may be too old to be believed; then it says nothing at all.
        if let snapshot = try? await scene.settle(by: back) { told.append(snapshot) }
        for message in webhooks {
            if let snapshot = try await scene.hear(message) { told.append(snapshot) }
        }
        for snapshot in told {
            try expect(
                snapshot.status == .paid && snapshot.paid == amount
                    && snapshot.cancelled.minorUnits == before.cancelled,
                "late evidence to tell of \(before.cancelled) given back",
                but: "the module says \(snapshot.words)"
            )
        }
        let books = await scene.books
        try expect(books == before, "books that late evidence does not touch", but: "they say \(books.words)")
    }

    /// The answer to the approval is lost; when the gateway comes back to it, the PG has forgotten the key.
    func keyExpired() async throws {
        guard let life = manifest.idempotencyKeyLife else {
            throw NotApplicable("the manifest says that the PG knows no idempotency keys")
        }
        try await atEachApprovalCall { scene, passing in
            let back = try await scene.pays()
            await scene.trial.disturb(.timeoutAfterCommit, .verify, call: passing)
            _ = try? await scene.settle(by: back)
            await scene.trial.calm(.verify)
            let before = await scene.books
            scene.trial.clock.advance(by: life + .seconds(3600))
            let told = try? await scene.settle(by: back)
            let books = await scene.books
            try expect(
                books.charges <= max(1, before.charges),
                "no charge by a key that the PG has forgotten",
                but: "the books went from \(before.words) to \(books.words)"
            )
            if let told { try await scene.expectHonest(told) }
        }
    }
}
