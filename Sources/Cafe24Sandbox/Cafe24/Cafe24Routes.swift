import Hummingbird

/// What the gateway, or the browser it redirects, asks of the mall: Cafe24's own scripts.
struct Cafe24Routes: Sendable {
    /// The most that is read of a notification, in bytes.
    private static let largestNotification = 1 << 18

    let purchases: Purchases
    let orders: OrderBook

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get(RouterPath(MallPath.returned), use: buyerReturned)
            .post(RouterPath(MallPath.notified), use: notified)
    }

    private func buyerReturned(_ request: Request, context: BasicRequestContext) async -> Response {
        let fields = FormText.read(request.uri.query ?? "")
        let id = fields.first { $0.name == "order" }?.value ?? ""
        guard orders.find(id) != nil else { return .redirect(to: "/orders/unknown") }
        await purchases.buyerReturned(to: id, with: fields.filter { $0.name != "order" })
        return .redirect(to: "/orders/\(id)")
    }

    private func notified(_ request: Request, context: BasicRequestContext) async throws -> Response {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: Self.largestNotification))
        let answer = purchases.notified(Self.report(body))
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
        )
    }

    /// Reads JSON when it is JSON and a form otherwise, whatever the label says.
    private static func report(_ body: String) -> SandboxJSON {
        if let json = try? SandboxJSON(parsing: body) { return json }
        return .object(FormText.read(body).map { SandboxJSON.Member(name: $0.name, value: .string($0.value)) })
    }
}
