/// A merchant's account at a PG: what payments, limits and turns are counted by.
struct AccountID: Hashable, Sendable {
    /// The provider instance of the configuration.
    let instance: String
    /// What tells the account from others at it: ``AccountReference/text``, and ``Payment/account``.
    let reference: String
}

extension AccountID {
    /// Reads an account as webhook addresses name it: `{instance}.{account reference}`. An instance's name may have
    /// points; a reference has none.
    init?(_ text: String) {
        guard let point = text.lastIndex(of: ".") else { return nil }
        self.init(instance: String(text[..<point]), reference: String(text[text.index(after: point)...]))
    }
}

extension Shop {
    /// The account that its new payments are opened with.
    var accountID: AccountID { AccountID(instance: provider, reference: accountReference.text) }
}

extension Payment {
    var accountID: AccountID { AccountID(instance: instance, reference: account) }
}
