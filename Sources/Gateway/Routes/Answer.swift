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

    /// A result code and its message, the envelope of every other answer to Cafe24.
    ///
    /// - Parameters:
    ///   - code: The result.
    ///   - message: For people.
    ///   - status: 200 unless it is a refusal.
    ///   - connection: Where it goes; `nil` where it does not matter whether anybody is there.
    ///   - written: Runs when the answer was written to a connection that was still open.
    ///   - unheard: Runs when the connection had been closed by then.
    /// - Returns: The answer.
    static func result(
        _ code: ResultCode,
        _ message: String,
        status: HTTPResponse.Status = .ok,
        to connection: ClientConnection? = nil,
        written: @escaping @Sendable () async throws -> Void = {},
        unheard: @escaping @Sendable () -> Void = {}
    ) -> Response {
        var object = JSONObject()
        object.add("result_code", code.rawValue)
        object.add("result_message", message)
        let body = ByteBuffer(string: object.text)
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(contentLength: body.readableBytes) { writer in
                // Before the answer: whoever has it may hang up.
                let isHeard = await connection?.isOpen() ?? true
                if !isHeard { unheard() }
                try await writer.write(body)
                try await writer.finish(nil)
                if isHeard { try await written() }
            }
        )
    }

    /// A refusal in that envelope.
    static func refusal(_ refusal: Refusal, business: Int) -> Response {
        result(.failure, refusal.message, status: refusal.status(business: business))
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
                .contentSecurityPolicy: PagePolicy.textOnly,
                .referrerPolicy: "no-referrer",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
