import HTTPTypes
import Hummingbird

/// What shop pages may read and send across origins: these routes only, from anywhere, and without credentials.
///
/// Nothing here depends on cookies, so a page of another origin learns no more than any program that asks.
struct CrossOrigin: Sendable {
    let methods: String
    /// Headers that a page may read besides the body's own.
    var exposed: String?

    /// By the time of an answer the payment button corrects its own: buyers' clocks may be minutes off.
    static let reading = CrossOrigin(methods: "GET, OPTIONS", exposed: "Date")
    static let writing = CrossOrigin(methods: "POST, OPTIONS")

    /// Lets any page read an answer.
    func opened(_ response: Response) -> Response {
        var response = response
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlExposeHeaders] = exposed
        return response
    }

    /// Answers the question that browsers ask first.
    func preflight(_ request: Request, _ context: GatewayContext) -> Response {
        opened(
            Response(
                status: .noContent,
                headers: [
                    .accessControlAllowMethods: methods,
                    .accessControlAllowHeaders: "Content-Type, Accept, X-Requested-With",
                    .accessControlMaxAge: "600",
                ]
            )
        )
    }
}
