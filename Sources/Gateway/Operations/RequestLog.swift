import Hummingbird
import Logging
import ProviderKit

/// One line for each request: method, path, status, duration. Never a query, and never a whole key.
struct RequestLog: RouterMiddleware {
    func handle(
        _ request: Request,
        context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let response = try await next(request, context)
        let took = began.duration(to: .now)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(Self.shortened(request.uri.path))",
                "status": "\(response.status.code)",
                "ms": "\(took / .milliseconds(1))",
            ]
        )
        return response
    }

    /// The path with whatever may be a key cut to its first eight characters, and itself cut to 200 bytes.
    static func shortened(_ path: String) -> String {
        let parts = TextCut.bytes(path, atMost: 200, in: .utf8).split(separator: "/", omittingEmptySubsequences: false)
        return parts.map { $0.utf8.count >= 24 ? $0.prefix(8) + "…" : $0 }.joined(separator: "/")
    }
}
