/// Where the gateway listens and how it is reached.
public struct ServerSettings: Hashable, Sendable {
    public let listen: ListenAddress
    /// How Cafe24, PGs and buyers reach the gateway; https unless it is loopback.
    public let publicURL: WebOrigin
    /// Health, and the modules' pages for operators; never public.
    public let operations: ListenAddress
    /// Who is believed about `X-Forwarded-For`.
    public let trustedProxies: [CIDR]
}
