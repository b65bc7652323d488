/// The fields with which the gateway sends a buyer's browser back to the mall.
public struct ReturnRedirect: Sendable {
    /// The return URL without its query.
    public let address: String
    public let resultCode: String?
    public let resultMessage: String?
    /// By which Cafe24 reads the payment.
    public let key: String?
    /// Parsed when it was JSON text, else that text.
    public let extraData: SandboxJSON?

    /// Reads the `Location` of a redirect, or any address the browser was sent to.
    public static func parse(_ location: String) -> ReturnRedirect {
        let address = location.prefix { $0 != "?" && $0 != "#" }
        return ReturnRedirect(address: String(address), fields: FormText.query(of: location))
    }

    init(address: String, fields: [FormText.Field]) {
        // Where a name comes twice PHP keeps the last, and so do we.
        func value(_ name: String) -> String? { fields.last { $0.name == name }?.value }
        self.address = address
        resultCode = value("result_code")
        resultMessage = value("result_message")
        key = value("key")
        extraData = value("extra_data").map { (try? SandboxJSON(parsing: $0)) ?? .string($0) }
    }
}
