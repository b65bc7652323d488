public import ProviderKit

/// A module under check: how to put it on a fresh bench, beside its fake and with an account.
public struct ConformanceSubject: Sendable, CustomStringConvertible {
    public let name: String
    let manifest: ProviderManifest
    /// What a typical order costs.
    let amount: Money
    let makeTrial: @Sendable () throws -> Trial

    public var description: String { name }

    /// A module whose PG is called by HTTP.
    ///
    /// - Parameters:
    ///   - provider: The module.
    ///   - account: Credentials that the fake accepts.
    ///   - amount: What a typical order costs; at least three times the PG's minimum, so that it comes apart.
    ///   - name: Tells this subject from others of the same module.
    ///   - fake: Makes the PG, empty books and all, given the clock that both go by.
    public init<Provider: PaymentProvider>(
        _ provider: Provider.Type,
        account: ProviderAccount,
        amount: Money,
        name: String? = nil,
        fake: @escaping @Sendable (BenchClock) -> any FakePG
    ) {
        self.init(amount: amount, name: name) { try ConformanceBench(provider, account: account, fake: fake) }
    }

    /// A module on a bench of your own making.
    ///
    /// - Parameters:
    ///   - amount: What a typical order costs; at least three times the PG's minimum, so that it comes apart.
    ///   - name: Tells this subject from others of the same module.
    ///   - bench: Makes a fresh bench: most checks begin with empty books several times.
    public init<Provider: PaymentProvider>(
        amount: Money,
        name: String? = nil,
        bench: @escaping @Sendable () throws -> ConformanceBench<Provider>
    ) {
        self.name = name ?? Provider.manifest.identifier
        self.amount = amount
        manifest = Provider.manifest
        makeTrial = { Trial(try bench(), amount: amount) }
    }

    /// Runs one check.
    ///
    /// - Parameter check: Which.
    /// - Returns: That the module passed, or why there was nothing to check.
    /// - Throws: ``ConformanceFailure``.
    public func run(_ check: ConformanceCheck) async throws(ConformanceFailure) -> ConformanceVerdict {
        do {
            try await check.run(on: self)
            return .passed
        } catch let nothing as NotApplicable {
            return .notApplicable(nothing.reason)
        } catch let found as Shortcoming {
            throw failure(check, found.expected, found.happened)
        } catch {
            throw failure(check, "no error on the way", "there was one: \(error)")
        }
    }

    private func failure(_ check: ConformanceCheck, _ expected: String, _ happened: String) -> ConformanceFailure {
        ConformanceFailure(subject: name, check: check, expected: expected, happened: happened)
    }
}
