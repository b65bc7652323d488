/// Why a provider could not answer.
///
/// A declined card is no error: it is ``PaymentSnapshot/Status/declined(code:message:)``. An error's text reaches logs
/// and operators, so it never holds a credential or a buyer's data.
public struct ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, Codable {
        /// A message from outside is forged or malformed.
        case rejectedMessage
        /// The PG surely refused the request, and nothing happened.
        case invalidRequest
        /// The account or the settings are wrong; repeating does not help.
        case configuration
        /// Surely nothing happened; the same may be asked again.
        case temporary
        /// It may have happened. Ask before trying again.
        case unknown
        /// The PG saw something that contradicts ours, such as the same idempotency key over another amount. Ask first.
        case conflict
    }

    public let code: Code
    public let message: String
    /// The PG's own error code, for the operator.
    public let providerCode: String?
    /// What is wrong with the account and the settings, each with its place; `pg-gateway check` reports them there.
    public let faults: [AccountFault]

    public init(_ code: Code, _ message: String, providerCode: String? = nil) {
        self.code = code
        self.message = message
        self.providerCode = providerCode
        faults = []
    }

    /// An error of ``Code/configuration`` that says where it is.
    public init(_ fault: AccountFault) { self.init([fault]) }

    /// An error of ``Code/configuration`` for all that is wrong.
    public init(_ faults: [AccountFault]) {
        code = .configuration
        message = faults.map(\.description).joined(separator: "; ")
        providerCode = nil
        self.faults = faults
    }

    public var description: String {
        "\(code.rawValue): \(message)" + (providerCode.map { " [\($0)]" } ?? "")
    }
}
