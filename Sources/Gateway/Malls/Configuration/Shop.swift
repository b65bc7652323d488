import ProviderKit

/// One shop of a mall: a language or country of its own, one currency, one provider.
public struct Shop: Hashable, Sendable {
    /// The mall's id.
    public let mall: String
    public let number: Int
    public let name: String
    public let currency: Currency
    /// The provider instance's name.
    public let provider: String
    /// The merchant's account at the PG, by the manifest's field names.
    public let account: [String: [Secret]]
    /// Stands for the identity in ``account``.
    public let accountReference: AccountReference
    /// What the shop is registered as at Cafe24, unique, at most 50 bytes.
    public let partnerID: String
    public let isEnabled: Bool

    /// The shop's account as its module takes it.
    ///
    /// - Parameter instance: The instance that ``provider`` names.
    /// - Returns: The account as the file has it.
    public func account(of instance: ProviderInstance) -> ProviderAccount {
        ProviderAccount(
            instance: instance.name,
            reference: accountReference.text,
            environment: instance.environment,
            fields: account,
            settings: instance.settings
        )
    }
}
