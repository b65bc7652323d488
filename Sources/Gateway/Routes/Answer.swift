import HTTPTypes
import Hummingbird
import NIOCore

/// The forms of answers that the routes share.
enum Answer {
    /// JSON that is already text.
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// Sends a browser on, with GET, whatever it came with.
    static func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                .referrerPolicy: "no-referrer",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

extension HTTPField.Name {
    /// Keys stand in addresses here, so no address may travel as a referrer.
    static let referrerPolicy = Self.known("Referrer-Policy")
    static let xForwardedFor = Self.known("X-Forwarded-For")

    /// A name that is written as a token in this source; any token is valid.
    static func known(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .contentType
    }
}
