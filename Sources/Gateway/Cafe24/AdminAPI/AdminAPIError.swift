/// Why the Admin API gave no usable answer.
struct AdminAPIError: Error, Hashable, CustomStringConvertible {
    enum Code: String, Sendable {
        /// The mall never authorised the app here.
        case noToken
        /// The token and its refresh are dead: the merchant must authorise the app again.
        case mustReauthorise
        /// A scope is missing, or the app is no longer installed. No refresh helps.
        case forbidden
        case notFound
        /// The request breaks a rule of the API, or was made before.
        case refused
        /// The mall's bucket is full.
        case limited
        /// No answer, or one of the server's own failures.
        case unavailable
        /// An answer that is not of the documented form.
        case badAnswer
    }

    let code: Code
    /// For logs and operators; Cafe24's own words where it said some.
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What a status that is no success means (contract, B8).
    init(status: Int, _ answer: JSONValue?) {
        let error = answer?["error"]
        let words = error?["message"]?.string ?? answer?["error_description"]?.string ?? error?.string
        let code: Code =
            switch status {
            case 401: .mustReauthorise
            case 403: .forbidden
            case 404: .notFound
            case 429: .limited
            case 500...: .unavailable
            default: .refused
            }
        self.init(code, "status \(status): \(words.map { String($0.prefix(300)) } ?? "no message")")
    }

    var description: String { "\(code.rawValue): \(message)" }
}
