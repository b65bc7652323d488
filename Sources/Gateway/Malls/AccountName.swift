/// A merchant account as webhook addresses name it: `{instance}.{account reference}`.
struct AccountName: Hashable, Sendable {
    let instance: String
    let account: String

    init(instance: String, account: String) {
        self.instance = instance
        self.account = account
    }

    /// An instance's name may have points; a reference has none.
    init?(_ text: String) {
        guard let point = text.lastIndex(of: ".") else { return nil }
        self.init(instance: String(text[..<point]), account: String(text[text.index(after: point)...]))
    }
}
