import ArgumentParser
import Gateway

extension ConfigurationOption {
    /// Works on the database that the configuration names; troubles end in exit status 1.
    func operate<Result: Sendable>(_ work: (OperatorDesk) async throws -> Result) async throws -> Result {
        try await load().sayingTroubles { configuration in
            try await OperatorDesk.open(configuration, modules: modules, logger: ProgramLog.quiet, work)
        }
    }

    /// Looks into the database that the configuration names. Where there is none yet, it says so and goes on with what
    /// an empty one holds.
    func look<Result: Sendable>(
        orElse nothing: Result,
        _ work: (OperatorDesk) async throws -> Result
    ) async throws -> Result {
        try await load().look(orElse: nothing, work)
    }
}

extension Configuration {
    /// As ``ConfigurationOption/look(orElse:_:)``, for one that was read already.
    func look<Result: Sendable>(
        orElse nothing: Result,
        _ work: (OperatorDesk) async throws -> Result
    ) async throws -> Result {
        try await sayingTroubles { configuration in
            do {
                return try await OperatorDesk.open(configuration, modules: modules, logger: ProgramLog.quiet, work)
            } catch let missing as DatabaseMissing {
                Standard.error.say("pg-gateway: \(missing)")
                return nothing
            }
        }
    }

    fileprivate func sayingTroubles<Result>(_ work: (Configuration) async throws -> Result) async throws -> Result {
        do {
            return try await work(self)
        } catch let code as ExitCode {
            throw code
        } catch let wrongUse as ValidationError {
            throw wrongUse
        } catch {
            Standard.error.say("pg-gateway: \(error)")
            throw ExitCode.failure
        }
    }
}
