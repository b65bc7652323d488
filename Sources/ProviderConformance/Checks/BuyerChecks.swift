import ProviderKit

extension ConformanceSubject {
    func buyerPays() async throws {
        var scene = try await (try makeTrial()).open()
        let snapshot = try await scene.settle(by: try await scene.pays())
        try expect(
            snapshot.status == .paid && snapshot.paid == amount && snapshot.cancelled.isZero,
            "paid, \(amount), nothing given back",
            but: "the module says \(snapshot.words)"
        )
        let books = await scene.books
        try expect(
            books == FakeBooks(paid: amount.minorUnits, charges: 1),
            "one charge of \(amount.minorUnits)",
            but: "the books say \(books.words)"
        )
        try expect(!(snapshot.transactionID ?? "").isEmpty, "a transaction id", but: "there is none")
        if let method = snapshot.method {
            try expect(
                manifest.methods[method] != nil,
                "a method of the manifest: \(manifest.methods.keys.sorted().joined(separator: ", "))",
                but: "it is \"\(method)\""
            )
        }
    }

    func buyerIsDeclined() async throws {
        var scene = try await (try makeTrial()).open()
        let snapshot = try await scene.settle(by: try await scene.comesBack(after: .declines))
        try expect(snapshot.isNotPaid, "a declined payment", but: "the module says \(snapshot.words)")
        try await scene.expectHonest(snapshot)
    }

    func buyerLeaves() async throws {
        var left = try await (try makeTrial()).open()
        let snapshot = try await left.settle(by: try await left.comesBack(after: .leaves))
        try expect(snapshot.isNotPaid, "not paid after the buyer left", but: "the module says \(snapshot.words)")
        try await left.expectHonest(snapshot)

        guard manifest.inquiry != .nothing else { return }
        var vanished = try await (try makeTrial()).open()
        _ = try await vanished.trial.fake.buyer(.vanishes, at: vanished.session, of: vanished.order)
        let later = try await vanished.inquire()
        try expect(later.isNotPaid, "not paid after the buyer vanished", but: "the module says \(later.words)")
        try await vanished.expectHonest(later)
    }

    /// Once told by a webhook where the PG sends one, and once by an inquiry.
    func depositPaidLater() async throws {
        var scene = try await (try makeTrial()).open()
        let waiting = try await scene.choosesDeposit()
        try expect(waiting.status == .pending(.deposit), "a pending deposit", but: "the module says \(waiting.words)")
        _ = await scene.trial.fake.webhooks()
        try await scene.trial.fake.deposit(of: scene.order.key)
        for webhook in await scene.trial.fake.webhooks() {
            guard let told = try await scene.hear(webhook) else { continue }
            try await scene.expectHonest(told)
        }
        if manifest.inquiry != .nothing { _ = try await scene.inquire() }
        let books = await scene.books
        try expect(
            scene.payment.status == .paid && books.charges == 1 && books.paid == amount.minorUnits,
            "one payment of \(amount) once the deposit arrived",
            but: "the module says \(String(describing: scene.payment.status)), the books \(books.words)"
        )
    }

    /// Every kind of evidence without an approval, then the return with one.
    func lookingTakesNoMoney() async throws {
        let trial = try makeTrial()
        var scene = try await trial.open(isToldByReturn: trial.provider.approver == .provider)
        let back = try await scene.pays()
        guard await scene.books.charges == 0 else {
            throw NotApplicable("the PG takes the money itself, also where an order is told by its return")
        }
        let evidence: [Evidence] = [.inquiry, .returned(back.message, via: back.door)]
        let heard = await scene.trial.fake.webhooks().map { Evidence.notified($0) }
        for look in evidence + heard {
            let snapshot = try? await scene.verify(look, approving: false)
            let books = await scene.books
            try expect(
                books.charges == 0,
                "no money taken by a look without an approval",
                but: "the books say \(books.words), and the module \(snapshot?.words ?? "threw")"
            )
        }
        let approved = try await scene.settle(by: back)
        try expect(approved.status == .paid, "the approval to follow", but: "the module says \(approved.words)")
    }
}
