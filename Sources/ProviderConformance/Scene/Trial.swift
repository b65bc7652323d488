import ProviderKit

/// A bench as the checks see it, whatever its module.
struct Trial: Sendable {
    let provider: any PaymentProvider
    let manifest: ProviderManifest
    let account: ProviderAccount
    let fake: any FakePG
    let line: BenchLine
    let clock: BenchClock
    let log: BenchLog
    /// What a typical order costs.
    let amount: Money
    /// Makes an order over an amount, with or without delayed methods, told by the buyer's return or not.
    let makeOrder: @Sendable (Money, Bool, Bool) -> CheckoutOrder
    /// Makes another instance of the module, for another account.
    let makeProvider: @Sendable (ProviderAccount) throws(ProviderError) -> any PaymentProvider

    init<Provider: PaymentProvider>(_ bench: ConformanceBench<Provider>, amount: Money) {
        provider = bench.provider
        manifest = Provider.manifest
        account = bench.account
        fake = bench.fake
        line = bench.line
        clock = bench.clock
        log = bench.log
        self.amount = amount
        makeOrder = { bench.order($0, allowsDelayed: $1, isToldByReturn: $2) }
        makeProvider = { account throws(ProviderError) in try Provider(account: account, services: bench.services) }
    }

    func order(_ amount: Money? = nil, allowsDelayed: Bool = true, isToldByReturn: Bool = false) -> CheckoutOrder {
        makeOrder(amount ?? self.amount, allowsDelayed, isToldByReturn)
    }

    /// Who takes the money by itself may be asked to wait for our word, by an order that is told by its return: then
    /// both kinds of order are looked at.
    var waysToBeTold: [Bool] { provider.approver == .provider ? [false, true] : [false] }

    /// Opens a payment.
    func open(
        _ amount: Money? = nil,
        allowsDelayed: Bool = true,
        isToldByReturn: Bool = false
    ) async throws -> Scene {
        let order = order(amount, allowsDelayed: allowsDelayed, isToldByReturn: isToldByReturn)
        return Scene(self, order, try await provider.checkout(order))
    }

    /// A payment that a buyer has paid and the module has seen paid.
    func paid(_ amount: Money? = nil) async throws -> Scene {
        var scene = try await open(amount)
        let snapshot = try await scene.settle(by: try await scene.pays())
        try expect(snapshot.status == .paid, "a paid payment to begin with", but: "it is \(snapshot.words)")
        return scene
    }

    func operation() -> OperationID { OperationID(from: SystemRandomSource()) }

    /// Disturbs one of the calls that a verb is about to make: by the fake where it can, else on the line.
    func disturb(_ disturbance: Disturbance, _ verb: Verb, call: Int = 0) async {
        guard await !fake.disturb(disturbance, at: verb) else { return }
        line.disturb(disturbance, passing: call)
    }

    func calm(_ verb: Verb) async {
        line.calm()
        _ = await fake.disturb(nil, at: verb)
    }
}

extension ConformanceSubject {
    /// Tries something once for every call that an approval makes on its way, for each kind of order.
    func atEachApprovalCall(_ attempt: (inout Scene, _ passing: Int) async throws -> Void) async throws {
        for isToldByReturn in try makeTrial().waysToBeTold {
            try await atEachCall(
                of: { _ = try await $0.settle(by: try await $0.pays()) },
                after: { try await $0.open(isToldByReturn: isToldByReturn) },
                attempt
            )
        }
    }

    /// Tries something once for every call that a verb makes on its way, each time on a fresh bench.
    ///
    /// - Parameters:
    ///   - verb: The verb, undisturbed, so that its calls can be counted.
    ///   - prepare: What comes before the verb.
    ///   - attempt: Told how many of its calls get through first.
    /// - Throws: What they throw.
    func atEachCall(
        of verb: (inout Scene) async throws -> Void,
        after prepare: (Trial) async throws -> Scene,
        _ attempt: (inout Scene, _ passing: Int) async throws -> Void
    ) async throws {
        var quiet = try await prepare(try makeTrial())
        let before = quiet.trial.line.calls.count
        try await verb(&quiet)
        // A fake that lives inside of its module is called by no line, and disturbed as a whole.
        let calls = max(1, quiet.trial.line.calls.count - before)
        for passing in 0..<calls {
            var scene = try await prepare(try makeTrial())
            try await attempt(&scene, passing)
        }
    }
}
