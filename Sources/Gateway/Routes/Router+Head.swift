import Hummingbird

extension Router {
    /// Declares a route for GET, and for HEAD with the same status and headers but without the body.
    func getAndHead(
        _ path: RouterPath,
        use handler: @Sendable @escaping (Request, Context) async throws -> Response
    ) {
        get(path, use: handler)
        head(path) { request, context in try await handler(request, context).createHeadResponse() }
    }
}
