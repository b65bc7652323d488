import ProviderKit

/// Credentials, sealed: of merchants' accounts at PGs, and of malls at the Admin API.
public protocol CredentialStore: Sendable {
    /// Seals the credentials of an account that is in use, so that payments opened with them can be finished after
    /// they have left the configuration. Doing it again with the same ones changes nothing.
    func remember(_ account: ProviderAccount, module: String, at now: Timestamp) async throws

    /// Credentials remembered for an account, the newest first.
    func rememberedAccounts(instance: String, reference: String) async throws -> [ProviderAccount]

    /// The reference of the account that was remembered last at an instance; `nil` where none ever was.
    func newestReference(instance: String) async throws -> String?

    /// What a mall lets the app ask the Admin API with; `nil` where it never authorised the app.
    func token(of mall: String) async throws -> StoredToken?

    /// Keeps a newer token, sealed.
    ///
    /// - Parameters:
    ///   - token: The newer one.
    ///   - mall: The mall's id.
    ///   - version: The version it takes the place of; `nil` where there is none yet.
    /// - Returns: `false` where another version is there: somebody else was faster, and nothing was written.
    /// - Throws: The database's error.
    func saveToken(_ token: AdminToken, of mall: String, replacing version: Int64?) async throws -> Bool
}
