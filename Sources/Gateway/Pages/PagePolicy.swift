import Foundation

/// What a payment page's browser may load and where it may go (Content Security Policy, level 3).
///
/// Scripts come from nowhere but the manifest's origins and the page itself. Frames, forms, styles and pictures of a
/// PG's script come from banks and card companies that no manifest can list, so any https origin may bring those.
struct PagePolicy {
    /// For a page without scripts and forms.
    static let textOnly = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

    let nonce: String
    /// From the manifest; none where the page only submits a form.
    var scriptOrigins: [String] = []
    /// Where forms of the page lead: its own, and the mall, which a return posted from here is redirected to. Browsers
    /// hold redirects of a form to this as well, and a mall may be at a plain http address.
    var formTargets: [String] = []

    var text: String {
        let scripts = (["'nonce-\(nonce)'"] + scriptOrigins).joined(separator: " ")
        let reachable = (["'self'", "https:"] + scriptOrigins).joined(separator: " ")
        let targets = formTargets.compactMap(Self.origin).map { " \($0)" }.joined()
        let isHosting = !scriptOrigins.isEmpty
        let parts = [
            "default-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "script-src \(scripts)",
            "style-src 'unsafe-inline'\(isHosting ? " https:" : "")",
            "form-action \(reachable)\(targets)",
        ]
        let hosting = ["connect-src", "frame-src", "img-src data:", "font-src data:"].map { "\($0) \(reachable)" }
        return (parts + (isHosting ? hosting : [])).joined(separator: "; ")
    }

    /// Whether an address is below one of the origins.
    static func isOf(_ origins: [String], _ address: String) -> Bool {
        origin(of: address).map(origins.contains) ?? false
    }

    private static func origin(of address: String) -> String? {
        guard let url = URL(string: address, encodingInvalidCharacters: false), let scheme = url.scheme,
            let host = url.host()
        else { return nil }
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }
}
