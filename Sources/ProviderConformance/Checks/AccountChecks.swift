import HTTPTypes
import ProviderKit

extension ConformanceSubject {
    /// Leaves out one required field after the other.
    func incompleteAccount() async throws {
        let trial = try makeTrial()
        let required = manifest.accountFields.filter(\.isRequired)
        for field in required {
            do {
                _ = try trial.makeProvider(trial.account.without(field.name))
                try expect(false, "an account without \(field.name) to be refused", but: "the module was made")
            } catch let error as ProviderError {
                try expect(
                    error.code == .configuration && error.message.contains(field.name),
                    "a configuration error that names \(field.name)",
                    but: "it says \(error)"
                )
            }
        }
        guard !required.isEmpty else { throw NotApplicable("the manifest requires no account field") }
    }

    /// Asks for one minor unit less than the PG takes.
    func amountNotTaken() async throws {
        guard let rule = manifest.rule(for: amount.currency), rule.minimum.minorUnits > 1 else {
            throw NotApplicable("the PG takes the smallest amount there is")
        }
        let trial = try makeTrial()
        let tooLittle = Money(rule.minimum.minorUnits - 1, amount.currency)
        do {
            _ = try await trial.provider.checkout(trial.order(tooLittle))
            try expect(false, "\(tooLittle) to be refused", but: "a session was opened over it")
        } catch let error as ProviderError {
            try expect(error.code == .invalidRequest, "invalidRequest for \(tooLittle)", but: "it is \(error)")
        }
    }

    /// Looks where the calls of a payment and its refund went.
    func knownHostsOnly() async throws {
        let trial = try makeTrial()
        guard trial.account.settings["baseURL"] == nil else {
            throw NotApplicable("the account's settings.baseURL leads elsewhere")
        }
        var scene = try await trial.paid()
        _ = try await scene.refund(amount)
        _ = try await scene.inquire()
        let hosts = manifest.hosts[trial.account.environment] ?? []
        for request in trial.line.calls.map(\.request) {
            try expect(
                request.scheme == "https" && hosts.contains(request.authority ?? ""),
                "https calls to \(hosts.joined(separator: ", ")) only",
                but: "one went to \(request.scheme ?? "")://\(request.authority ?? "")"
            )
        }
    }
}

extension ProviderAccount {
    fileprivate func without(_ field: String) -> ProviderAccount {
        ProviderAccount(
            instance: instance,
            reference: reference,
            environment: environment,
            fields: fields.filter { $0.key != field },
            settings: settings
        )
    }
}
