/// A request that is answered with "no", in words that its sender may read.
struct Refusal: Error {
    enum Kind: Sendable {
        /// Missing, malformed or not authentic.
        case request
        /// Understood, authentic, and still not done: the order is paid, the PG refuses.
        case business
        case notFound
        case forbidden
        case tooLarge
        /// More than a sender has in a minute.
        case tooMany
        /// Begun, and not sent to its end in time.
        case late
        /// The gateway or its database cannot answer now.
        case unavailable
    }

    let kind: Kind
    let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    static let tooMany = Refusal(.tooMany, "too many requests; please wait a minute")
}

/// Runs a check of a request's fields, and makes its fault a refusal.
func checked<Value>(_ check: () throws -> Value) throws -> Value {
    do {
        return try check()
    } catch let fault as RequestFault {
        throw Refusal(.request, fault.description)
    }
}
