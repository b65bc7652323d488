import HTTPTypes
import Hummingbird

/// What the Admin API answers.
struct AdminAnswer: Sendable {
    let status: Int
    let json: SandboxJSON
    /// Seconds after which to ask again, where there is a queue.
    var wait: Int?

    static func ok(_ json: SandboxJSON, status: Int = 200) -> AdminAnswer { AdminAnswer(status: status, json: json) }

    static func fault(_ status: Int, _ message: String, wait: Int? = nil) -> AdminAnswer {
        let error: SandboxJSON = [
            "code": .number(String(status)), "message": .string(message), "more_info": [:],
        ]
        return AdminAnswer(status: status, json: ["error": error], wait: wait)
    }

    /// The OAuth routes have another form for faults.
    static func refusal(_ status: Int, _ error: String, _ description: String) -> AdminAnswer {
        AdminAnswer(status: status, json: ["error": .string(error), "error_description": .string(description)])
    }

    var response: Response {
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]
        for (name, value) in usage {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: json.compact))
        )
    }

    /// The size of the bucket is Cafe24's usual one. Here it is full only where someone asked for it.
    private var usage: [(String, String)] {
        guard let wait else {
            return [("X-Api-Call-Limit", "1/40"), ("X-Cafe24-Call-Usage", "3"), ("X-Cafe24-Time-Usage", "1")]
        }
        return [
            ("X-Api-Call-Limit", "40/40"), ("X-Cafe24-Call-Usage", "100"), ("X-Cafe24-Time-Usage", "1"),
            ("X-Cafe24-Call-Remain", String(wait)),
        ]
    }
}
