/// Where buyers of one mall may be sent, and where the mall may be told.
public struct AllowedOrigins: Hashable, Sendable {
    /// How an address is allowed.
    enum Admission: Hashable, Sendable {
        /// By a domain. Its host must still not lead to a loopback or private address.
        case domain
        /// By an origin that the configuration names to the port; this alone may be loopback or private.
        case origin
    }

    private let domains: [String]
    private let origins: Set<WebOrigin>

    /// - Parameters:
    ///   - mall: The mall's id; its own domains at Cafe24 are always allowed.
    ///   - entries: Domains such as `shop.example.com`, and origins such as `http://127.0.0.1:9000`.
    init(mall: String, entries: [String]) {
        domains = ["\(mall).cafe24shop.com", "\(mall).cafe24.com"] + entries.filter { !$0.contains("://") }
        origins = Set(entries.compactMap { WebOrigin($0) })
    }

    /// Whether an address is allowed, and how; `nil` where it is not.
    ///
    /// A domain allows itself and its sub-domains at a dot, on http port 80 and https port 443: phones come from
    /// `m.{mall}.cafe24.com`.
    func admission(of url: OutsideURL) -> Admission? {
        let origin = url.origin
        if origins.contains(origin) { return .origin }
        guard origin.hasStandardPort else { return nil }
        return domains.contains { origin.host == $0 || origin.host.hasSuffix(".\($0)") } ? .domain : nil
    }
}
