/// An account at a PG: what its payments, its limits and its turns are counted by.
struct AccountID: Hashable, Sendable {
    /// The provider instance of the configuration.
    let instance: String
    /// The reference of the account within it, as in ``Payment/account``.
    let account: String
}

extension Payment {
    var accountID: AccountID { AccountID(instance: instance, account: account) }
}
