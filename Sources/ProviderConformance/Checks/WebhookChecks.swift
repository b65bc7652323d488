import ProviderKit

extension ConformanceSubject {
    /// Forgeries say "paid" while nobody has paid. Where the manifest says that messages are signed, none is so much as
    /// looked into.
    func wrongSignature() async throws {
        try requireWebhooks()
        var scene = try await (try makeTrial()).open()
        let forgeries = await scene.trial.fake.forgeries(of: scene.order.key)
        try expect(!forgeries.isEmpty, "a fake that forges the PG's webhooks", but: "it made none")
        for forgery in forgeries {
            do {
                let notices = try await scene.notices(in: forgery)
                try expect(
                    manifest.webhooks?.isSigned != true,
                    "every forgery to be rejected, as the manifest says that messages are signed",
                    but: "one was taken, with \(notices.count) notices"
                )
                guard let told = try await scene.hear(forgery) else { continue }
                try await scene.expectHonest(told)
                try expect(told.status != .paid, "a forgery not to be believed", but: "the module says \(told.words)")
            } catch let error as ProviderError where [.rejectedMessage, .unknown, .temporary].contains(error.code) {
                continue
            }
        }
        let books = await scene.books
        try expect(books == FakeBooks(), "untouched books after forgeries", but: "they say \(books.words)")
    }

    func webhookNamesPayment() async throws {
        let isTold = try makeTrial().provider is any WebhookReceiving
        try expect(
            isTold == (manifest.webhooks != nil),
            "a manifest with webhooks for a module that is WebhookReceiving, and for no other",
            but: isTold ? "the module is, and the manifest has none" : "the manifest has them, and the module is not"
        )
        try requireWebhooks()
        let (scene, messages) = try await toldOfPayment()
        var named = 0
        for message in messages {
            let notices = try await scene.notices(in: message)
            let again = try await scene.notices(in: message)
            named += notices.filter { scene.names($0) }.count
            try expect(
                notices == again,
                "one message to be the same message twice",
                but: "it is \(notices) first and \(again) then"
            )
        }
        try expect(
            named > 0,
            "a notice with the payment's key or one of its references",
            but: "none of \(messages.count) webhooks had one"
        )
    }

    /// A payment with the webhooks about it. A PG may report deposits only: then it is one that is looked at.
    func toldOfPayment() async throws -> (scene: Scene, messages: [InboundMessage]) {
        var scene = try await (try makeTrial()).paid()
        var messages = await scene.trial.fake.webhooks()
        if messages.isEmpty {
            scene = try await (try makeTrial()).open()
            _ = try? await scene.choosesDeposit()
            try? await scene.trial.fake.deposit(of: scene.order.key)
            messages = await scene.trial.fake.webhooks()
        }
        try expect(!messages.isEmpty, "a webhook about a paid payment, as the manifest promises", but: "none came")
        return (scene, messages)
    }

    /// Webhooks first, the last of them at the head, then the return, then whatever the approval brought, reversed.
    func reordered() async throws {
        try requireWebhooks()
        var scene = try await (try makeTrial()).open()
        let back = try await scene.pays()
        for message in await scene.trial.fake.webhooks().reversed() { _ = try await scene.hear(message) }
        _ = try await scene.settle(by: back)
        for message in await scene.trial.fake.webhooks().reversed() { _ = try await scene.hear(message) }
        let books = await scene.books
        try expect(
            scene.payment.status == .paid && books.charges == 1,
            "paid, with one charge, in whatever order it was told",
            but: "the module says \(String(describing: scene.payment.status)), the books \(books.words)"
        )
    }

    func requireWebhooks() throws {
        guard manifest.webhooks != nil else { throw NotApplicable("the manifest says that the PG sends no webhooks") }
    }
}
