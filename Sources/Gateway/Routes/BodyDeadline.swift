import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Reads bodies without waiting for ever: neither a sender that stops half-way nor a shutdown is kept waiting.
enum BodyDeadline {
    /// How long a sender has for its body.
    static let patience = Duration.seconds(10)

    private enum End: Sendable {
        case body(ByteBuffer)
        case late
        case shutdown
    }

    /// - Throws: ``Refusal`` where the body is late or the gateway ends; what reading it throws.
    static func body(of request: Request, upTo size: Int, within patience: Duration = patience) async throws
        -> ByteBuffer
    {
        // Without either header there is no body to wait for (RFC 9112, section 6.3).
        guard request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil else {
            return ByteBuffer()
        }
        return try await withThrowingTaskGroup(of: End.self) { group in
            group.addTask {
                var request = request
                return .body(try await request.collectBody(upTo: size))
            }
            group.addTask {
                try await Task.sleep(for: patience)
                return .late
            }
            group.addTask {
                try await gracefulShutdown()
                return .shutdown
            }
            defer { group.cancelAll() }
            switch try await group.next() {
            case .body(let body): return body
            case .late: throw Refusal(.late, "the body did not come in time")
            case .shutdown, nil: throw Refusal(.unavailable, "the gateway is being restarted; please try again")
            }
        }
    }
}
