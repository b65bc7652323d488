/// One thing that is wrong with an account or with the settings it is used with, and where.
///
/// Its words reach logs and operators, so they never repeat what stands there.
public struct AccountFault: Hashable, Sendable, CustomStringConvertible {
    /// Where in `providers.json` it stands.
    public enum Part: String, Hashable, Sendable {
        /// The fields of the merchant's account.
        case account
        /// The settings of the provider instance.
        case settings
    }

    public let part: Part
    /// The field or the key, and the steps below it: `secretKey`, `noticeSources.0`, `chaos.hang`.
    public let name: String
    /// Reads behind "it": `must be an IPv4 address`.
    public let problem: String

    /// - Parameters:
    ///   - name: The account field.
    ///   - problem: Reads behind "it".
    /// - Returns: A fault of the merchant's account.
    public static func account(_ name: String, _ problem: String) -> AccountFault {
        AccountFault(part: .account, name: name, problem: problem)
    }

    /// - Parameters:
    ///   - name: The key in the settings, with the steps below it where the fault is deeper.
    ///   - problem: Reads behind "it".
    /// - Returns: A fault of the instance's settings.
    public static func setting(_ name: String, _ problem: String) -> AccountFault {
        AccountFault(part: .settings, name: name, problem: problem)
    }

    /// `settings.clientIp must be an IPv4 address`.
    public var description: String { "\(part.rawValue).\(name) \(problem)" }
}
