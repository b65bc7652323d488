/// Who may call the routes that only Cafe24 calls (contract, finding S1).
struct SourceGate: Sendable {
    /// Empty admits anybody.
    let allowed: [CIDR]

    /// - Throws: ``Refusal`` for an address that is not on the list.
    func admit(_ address: String?) throws {
        guard !allowed.isEmpty else { return }
        guard let address, allowed.contains(where: { $0.contains(address) }) else {
            throw Refusal(.forbidden, "this address may not call this route")
        }
    }
}
