public import ProviderKit

/// A module under check: how to put it on a fresh bench, beside its fake and with an account.
public struct ConformanceSubject: Sendable, CustomStringConvertible {
    public let name: String
    let manifest: ProviderManifest
    /// What a typical order costs.
    let amount: Money
    let skips: Set<ConformanceCheck>
    let makeTrial: @Sendable () throws -> Trial

    public var description: String { name }

    /// A module whose PG is called by HTTP.
    ///
    /// - Parameters:
    ///   - provider: The module.
    ///   - account: Credentials that the fake accepts.
    ///   - amount: What a typical order costs; at least three times the PG's minimum, so that it comes apart. A module
    ///     that takes currencies of several exponents deserves a subject for one of each.
    ///   - name: Tells this subject from others of the same module.
    ///   - skips: The checks that find nothing to check here. One that is skipped and not listed fails, saying why; so
    ///     does one that is listed and finds something.
    ///   - fake: Makes the PG, empty books and all, given the clock that both go by.
    public init<Provider: PaymentProvider>(
        _ provider: Provider.Type,
        account: ProviderAccount,
        amount: Money,
        name: String? = nil,
        skips: Set<ConformanceCheck> = [],
        fake: @escaping @Sendable (BenchClock) -> any FakePG
    ) {
        self.init(amount: amount, name: name, skips: skips) {
            try ConformanceBench(provider, account: account, fake: fake)
        }
    }

    /// A module on a bench of your own making.
    ///
    /// - Parameters:
    ///   - amount: What a typical order costs; at least three times the PG's minimum, so that it comes apart.
    ///   - name: Tells this subject from others of the same module.
    ///   - skips: The checks that find nothing to check here, and no others.
    ///   - bench: Makes a fresh bench: most checks begin with empty books several times.
    public init<Provider: PaymentProvider>(
        amount: Money,
        name: String? = nil,
        skips: Set<ConformanceCheck> = [],
        bench: @escaping @Sendable () throws -> ConformanceBench<Provider>
    ) {
        self.name = name ?? Provider.manifest.identifier
        self.amount = amount
        self.skips = skips
        manifest = Provider.manifest
        makeTrial = { Trial(try bench(), amount: amount) }
    }

    /// Runs one check.
    ///
    /// - Parameter check: Which.
    /// - Returns: That the module passed, or, for one of the subject's `skips`, why there was nothing to check.
    /// - Throws: ``ConformanceFailure``.
    public func run(_ check: ConformanceCheck) async throws(ConformanceFailure) -> ConformanceVerdict {
        do {
            try await check.run(on: self)
        } catch let nothing as NotApplicable {
            guard !skips.contains(check) else { return .notApplicable(nothing.reason) }
            throw failure(check, "something to check, or to find it in `skips`", "there is nothing: \(nothing.reason)")
        } catch let found as Shortcoming {
            throw failure(check, found.expected, found.happened)
        } catch {
            throw failure(check, "no error on the way", "there was one: \(error)")
        }
        guard !skips.contains(check) else {
            throw failure(check, "nothing to check, as it is in `skips`", "it was checked, and passed")
        }
        return .passed
    }

    private func failure(_ check: ConformanceCheck, _ expected: String, _ happened: String) -> ConformanceFailure {
        ConformanceFailure(subject: name, check: check, expected: expected, happened: happened)
    }
}
