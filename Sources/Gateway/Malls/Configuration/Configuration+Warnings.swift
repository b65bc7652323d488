extension Configuration {
    /// What is allowed and still deserves a second look; `check` prints it, and `serve` logs it.
    public var warnings: [String] {
        guard !server.publicURL.isLoopback else { return [] }
        return [unconfirmedCancellations, unknownProxy].compactMap(\.self)
    }

    /// Cafe24's cancellation requests are signed over public values alone (contract, finding S1).
    private var unconfirmedCancellations: String? {
        guard !cafe24.confirmCancellations, cafe24.allowedSources.isEmpty else { return nil }
        return """
            cafe24: anybody who knows a payment's key can replay a cancellation. \
            Set cafe24.confirmCancellations to true, or name Cafe24's addresses at cafe24.allowedSources.
            """
    }

    /// TLS ends at a proxy, and only a proxy on this machine reaches a loopback listener.
    private var unknownProxy: String? {
        guard server.publicURL.isSecure, HostName.isLoopback(server.listen.host), server.trustedProxies.isEmpty else {
            return nil
        }
        return """
            server.trustedProxies: is empty, so all buyers have the proxy's address and share one allowance of each \
            rate limit. Name the proxy's address there, such as 127.0.0.1.
            """
    }
}
