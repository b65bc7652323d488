import ProviderKit

extension ConformanceSubject {
    /// A PG that answers everything at the last moment, and one of the calls not at all: each verb, and the same again.
    func slowAnswers() async throws {
        try await opensSlowly()
        try await atEachApprovalCall { scene, passing in
            let back = try await scene.pays()
            scene.slowDown(losing: passing)
            for _ in 0..<2 { try await scene.inTime { _ = try await $0.settle(by: back) } }
        }
        try await atEachCall(of: Self.leaving, after: { try await $0.open() }) { scene, passing in
            let back = try await scene.comesBack(after: .leaves)
            scene.slowDown(losing: passing)
            for _ in 0..<2 { try await scene.inTime { _ = try await $0.settle(by: back) } }
        }
        try await atEachCall(of: Self.refunding, after: { try await $0.paid() }) { scene, passing in
            let operation = scene.trial.operation()
            scene.slowDown(losing: passing)
            for _ in 0..<2 { try await scene.inTime { _ = try await $0.refund($0.part, as: operation) } }
        }
        try await atEachCall(of: Self.closing, after: { try await $0.open() }) { scene, passing in
            scene.slowDown(losing: passing)
            for _ in 0..<2 { try await scene.inTime(Self.closing) }
        }
    }

    private static func leaving(_ scene: inout Scene) async throws {
        _ = try await scene.settle(by: try await scene.comesBack(after: .leaves))
    }

    private static func refunding(_ scene: inout Scene) async throws { _ = try await scene.refund(scene.part) }

    private static func closing(_ scene: inout Scene) async throws { _ = try await scene.void() }

    /// Anew as well: a PG whose pages keep their price has an old one to close.
    private func opensSlowly() async throws {
        let trial = try makeTrial()
        trial.line.slowDown(trial.clock)
        try await trial.inTime { _ = try await trial.open() }
        let early = try await trial.open()
        var order = early.order
        order.operation = trial.operation()
        order.repricing = early.payment
        try await trial.inTime { [order] in _ = try await trial.provider.checkout(order) }
    }
}

extension Scene {
    fileprivate func slowDown(losing call: Int) {
        trial.line.slowDown(trial.clock)
        trial.line.disturb(.timeoutAfterCommit, passing: call)
    }

    /// Whatever comes of it, it comes in time.
    fileprivate mutating func inTime(_ verb: (inout Scene) async throws -> Void) async throws {
        let begun = trial.clock.now()
        do {
            try await verb(&self)
        } catch is ProviderError {}
        try trial.expectInTime(since: begun)
    }
}

extension Trial {
    /// How long the gateway keeps everybody else from a payment that a module is asked about.
    private static let lease = Duration.seconds(75)

    fileprivate func inTime(_ verb: () async throws -> Void) async throws {
        let begun = clock.now()
        do {
            try await verb()
        } catch is ProviderError {}
        try expectInTime(since: begun)
    }

    fileprivate func expectInTime(since begun: Timestamp) throws {
        let time = clock.now() - begun
        try expect(
            time < Self.lease,
            "every verb to end within \(Self.lease.components.seconds) s, however slow the PG is",
            but: "one took \(time.components.seconds) s"
        )
    }
}
