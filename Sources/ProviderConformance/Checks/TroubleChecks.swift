import ProviderKit

extension ConformanceSubject {
    /// A time-out at each call of an approval, then the same evidence with the same approval.
    func approval(under disturbance: Disturbance) async throws {
        try await atEachApprovalCall { scene, passing in
            let back = try await scene.pays()
            let before = await scene.books
            await scene.trial.disturb(disturbance, .verify, call: passing)
            do {
                try await scene.expectHonest(try await scene.settle(by: back))
            } catch let error as ProviderError {
                try await scene.expectHonest(error, since: before)
            }
            try await scene.settleQuietly(by: back)
        }
    }

    /// A time-out at each call of a refund, then the same operation again.
    func refund(under disturbance: Disturbance) async throws {
        try await atEachCall(of: Self.refunding, after: Self.paying) { scene, passing in
            let operation = scene.trial.operation()
            await scene.trial.disturb(disturbance, .cancel, call: passing)
            try await scene.refundHonestly(as: operation)
            await scene.trial.calm(.cancel)
            try await scene.refundAgain(as: operation)
        }
    }

    /// What is no answer decides nothing: neither an approval nor a refund ends with a "no".
    func decidesNothing(under disturbance: Disturbance) async throws {
        try await atEachApprovalCall { scene, passing in
            let back = try await scene.pays()
            let before = await scene.books
            await scene.trial.disturb(disturbance, .verify, call: passing)
            do {
                let told = try await scene.settle(by: back)
                try expect(!told.isFinalNo, "no decision by \(disturbance.rawValue)", but: "it is \(told.words)")
                try await scene.expectHonest(told)
            } catch let error as ProviderError {
                try expectUndecided(error, disturbance)
                try await scene.expectHonest(error, since: before)
            }
            try await scene.settleQuietly(by: back)
        }
        try await atEachCall(of: Self.refunding, after: Self.paying) { scene, passing in
            let operation = scene.trial.operation()
            await scene.trial.disturb(disturbance, .cancel, call: passing)
            if let outcome = try await scene.refundHonestly(as: operation) {
                try expect(outcome.isAccepted, "no refusal by \(disturbance.rawValue)", but: "it is \(outcome.words)")
            }
            await scene.trial.calm(.cancel)
            try await scene.refundAgain(as: operation)
        }
    }

    private func expectUndecided(_ error: ProviderError, _ disturbance: Disturbance) throws {
        try expect(
            [.temporary, .unknown, .conflict].contains(error.code),
            "temporary, unknown or conflict under \(disturbance.rawValue)",
            but: "it is \(error)"
        )
    }

    private static func refunding(_ scene: inout Scene) async throws {
        _ = try await scene.refund(scene.part)
    }

    private static func paying(_ trial: Trial) async throws -> Scene { try await trial.paid() }
}

extension Scene {
    /// How often the gateway comes back to what is unknown before it is the module's fault.
    private static let patience = 3
    /// How long the outcome may stay open where no inquiry proves absence: a PG's own time-outs are over by then.
    private static let doubt = Duration.seconds(600)

    /// The line is quiet again: the same evidence with the same approval must come to an end, and stay there. Where no
    /// inquiry proves absence, the module may first let pass what could still be under way.
    fileprivate mutating func settleQuietly(by back: BuyerReturn) async throws {
        await trial.calm(.verify)
        var last: ProviderError?
        for _ in 0..<Self.patience {
            do {
                let told = try await settle(by: back)
                if case .unknown = told.status, trial.manifest.inquiry != .presenceAndAbsence {
                    trial.clock.advance(by: Self.doubt)
                } else {
                    try await expectSettled(told)
                }
                try await expectSettled(try await settle(by: back))
                return
            } catch let error as ProviderError {
                last = error
            }
        }
        try expect(
            false,
            "the same evidence to settle it once the line is quiet",
            but: "it still throws \(last?.description ?? "")"
        )
    }

    /// Gives a part back; what the module says of it must be true.
    @discardableResult
    fileprivate func refundHonestly(as operation: OperationID) async throws -> CancellationOutcome? {
        let before = await books
        do {
            let outcome = try await refund(part, as: operation)
            let books = await books
            try expect(
                books.refunds == (outcome.isAccepted ? 1 : 0),
                "\"\(outcome.words)\" only where the books say so",
                but: "they say \(books.words)"
            )
            return outcome
        } catch let error as ProviderError {
            try await expectHonest(error, since: before)
            return nil
        }
    }

    /// The same operation until it is decided: then it was given back once, or is refused and never was.
    fileprivate func refundAgain(as operation: OperationID) async throws {
        var last: ProviderError?
        for _ in 0..<Self.patience {
            do {
                let outcome = try await refund(part, as: operation)
                let books = await books
                try expect(
                    books.refunds == (outcome.isAccepted ? 1 : 0),
                    "one operation to give back once, and to say so",
                    but: "it is \(outcome.words), and the books say \(books.words)"
                )
                return
            } catch let error as ProviderError {
                last = error
            }
        }
        try expect(
            false,
            "the same operation to be decided once the line is quiet",
            but: "it still throws \(last?.description ?? "")"
        )
    }
}
