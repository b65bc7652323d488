extension Configuration {
    /// What is allowed and still deserves a second look; `check` prints it, and `serve` logs it.
    public var warnings: [String] {
        guard !server.publicURL.isLoopback, !cafe24.confirmCancellations, cafe24.allowedSources.isEmpty else {
            return []
        }
        // Cafe24's cancellation requests are signed over public values alone (contract, finding S1).
        return [
            """
            cafe24: anybody who knows a payment's key can replay a cancellation. \
            Set cafe24.confirmCancellations to true, or name Cafe24's addresses at cafe24.allowedSources.
            """
        ]
    }
}
