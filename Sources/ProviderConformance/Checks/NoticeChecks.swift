import ProviderKit

extension ConformanceSubject {
    /// Puts a stranger's value before the true one, in each field that takes several, and hears a genuine webhook.
    func rotatedSecret() async throws {
        try requireWebhooks()
        let fields = manifest.accountFields.filter(\.takesList).map(\.name)
        guard !fields.isEmpty else { throw NotApplicable("no account field takes several values") }
        let (scene, messages) = try await toldOfPayment()
        for field in fields {
            let rotating = scene.trial.account.rotating(field)
            guard let receiver = try scene.trial.makeProvider(rotating) as? any WebhookReceiving else { continue }
            for message in messages {
                let expected = try await scene.notices(in: message)
                let heard = try await receiver.genuine(message, by: field)
                try expect(
                    heard == expected,
                    "the same notices by the second value of \(field)",
                    but: "they are \(heard) instead of \(expected)"
                )
            }
        }
    }

    /// All that the PG tells of a payment, from the page or the deposit to the refund.
    func webhooksToldApart() async throws {
        try requireWebhooks()
        var scene = try await (try makeTrial()).paid()
        _ = try await scene.refund(amount)
        var most = try await scene.tellsApart()
        scene = try await (try makeTrial()).open()
        if (try? await scene.choosesDeposit()) != nil {
            try? await scene.trial.fake.deposit(of: scene.order.key)
            most = max(most, try await scene.tellsApart())
        }
        guard most > 1 else { throw NotApplicable("the PG never tells of one payment twice") }
    }
}

extension WebhookReceiving {
    fileprivate func genuine(_ message: InboundMessage, by field: String) async throws -> [Notice] {
        do { return try await notices(in: message) } catch {
            throw Shortcoming(
                expected: "a webhook to be genuine by the second value of \(field)",
                happened: "the module throws \(error)"
            )
        }
    }
}

extension Scene {
    /// Compares what the module makes of the webhooks about this payment.
    ///
    /// - Returns: How many different ones came.
    /// - Throws: ``Shortcoming`` where two of them pass for one.
    fileprivate func tellsApart() async throws -> Int {
        var bodies: Set<[UInt8]> = []
        var heard: [Notice: [UInt8]] = [:]
        for message in await trial.fake.webhooks() {
            bodies.insert(message.body)
            for notice in try await notices(in: message) where names(notice) {
                try expect(
                    heard[notice, default: message.body] == message.body,
                    "different webhooks to have different deduplication keys",
                    but: "two of them have \"\(notice.deduplicationKey)\", so that the second would never be read"
                )
                heard[notice] = message.body
            }
        }
        return bodies.count
    }
}

extension ProviderAccount {
    /// The same with a stranger's value before those of a field.
    fileprivate func rotating(_ field: String) -> ProviderAccount {
        var fields = fields
        fields[field] = all(field).suffix(1).map { Secret($0.exposed.ofAStranger) } + all(field)
        return ProviderAccount(
            instance: instance,
            reference: reference,
            environment: environment,
            fields: fields,
            settings: settings
        )
    }
}

extension String {
    /// Another text of the same form: its last character is another one of its kind.
    fileprivate var ofAStranger: String {
        guard let last else { return self }
        let others = last.isNumber ? "12" : last.isUppercase ? "XY" : "xy"
        return dropLast() + String(others.filter { $0 != last }.prefix(1))
    }
}
