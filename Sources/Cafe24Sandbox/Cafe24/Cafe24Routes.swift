import Hummingbird

/// What the gateway, or the browser it redirects, asks of the mall: Cafe24's own scripts.
struct Cafe24Routes: Sendable {
    /// The most that is read of a notification, in bytes.
    private static let largestNotification = 1 << 18

    let purchases: Purchases
    let orders: OrderBook
    let notifications: Notifications

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get(RouterPath(MallPath.returned), use: buyerReturned)
            .post(RouterPath(MallPath.notified)) { request, _ in try await notified(request, .payment) }
            .post(RouterPath(MallPath.cancelNotified)) { request, _ in try await notified(request, .cancellation) }
            .post(RouterPath(MallPath.checkoutNotified)) { request, _ in try await notified(request, .checkout) }
            .get(RouterPath(MallPath.externalPaid)) { request, _ in externalReturned(request, paid: true) }
            .get(RouterPath(MallPath.externalFailed)) { request, _ in externalReturned(request, paid: false) }
    }

    private func buyerReturned(_ request: Request, context: BasicRequestContext) async -> Response {
        let fields = FormText.read(request.uri.query ?? "")
        let id = fields.first { $0.name == "order" }?.value ?? ""
        guard orders.find(id) != nil else { return .redirect(to: "/orders/unknown") }
        await purchases.buyerReturned(to: id, with: fields.filter { $0.name != "order" })
        return .redirect(to: "/orders/\(id)")
    }

    private func externalReturned(_ request: Request, paid: Bool) -> Response {
        let fields = FormText.read(request.uri.query ?? "")
        let id = fields.first { $0.name == "order_id" }?.value ?? ""
        guard orders.find(id)?.flow == .external else { return .redirect(to: "/orders/unknown") }
        purchases.externalBuyerReturned(to: id, with: fields, paid: paid)
        return .redirect(to: "/orders/\(id)")
    }

    private func notified(_ request: Request, _ endpoint: Behaviour.Endpoint) async throws -> Response {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: Self.largestNotification))
        let answer = await notifications.take(Self.report(body), at: endpoint)
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: [.contentType: "application/json; charset=utf-8"],
            body: answer == .hungUp
                ? ResponseBody(contentLength: 15) { _ in throw HungUp() }
                : ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
        )
    }

    /// Reads JSON when it is JSON and a form otherwise, whatever the label says.
    private static func report(_ body: String) -> SandboxJSON {
        if let json = try? SandboxJSON(parsing: body) { return json }
        return .object(FormText.read(body).map { SandboxJSON.Member(name: $0.name, value: .string($0.value)) })
    }
}

/// Ends a connection in the middle of an answer.
private struct HungUp: Error {}
