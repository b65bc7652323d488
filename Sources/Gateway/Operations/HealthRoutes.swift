import Hummingbird
import Logging

/// What a load balancer asks.
struct HealthRoutes {
    let store: any PaymentStore

    func declare(in router: Router<GatewayContext>) {
        router.getAndHead(RouterPath(RouteTable.live)) { _, _ in Answer.json(#"{"status":"live"}"#) }
        router.getAndHead(RouterPath(RouteTable.ready), use: ready)
    }

    /// Ready means that the database answers; without it no request can be kept a promise.
    private func ready(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            try await store.ping()
            return Answer.json(#"{"status":"ready"}"#)
        } catch {
            context.logger.error("the database does not answer", metadata: ["error": "\(error)"])
            return Answer.json(#"{"status":"the database does not answer"}"#, status: .serviceUnavailable)
        }
    }
}
