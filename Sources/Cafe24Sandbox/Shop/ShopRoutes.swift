import Hummingbird

/// What a buyer's browser asks of the shop.
struct ShopRoutes: Sendable {
    /// The most that a form may send, in bytes.
    private static let largestForm = 4096

    let configuration: SandboxConfiguration
    let purchases: Purchases
    let cancellations: Cancellations
    let orders: OrderBook
    let pages: Pages

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get("/", use: shop)
            .get("style.css") { _, _ in pages.styleSheet }
            .post("orders", use: buy)
            .get("orders.json") { _, _ in orders.all().map { OrderRecord($0) } }
            .get("orders/{id}.json", use: record)
            .get("orders/:id", use: order)
            .post("orders/:id/cancellations", use: cancel)
    }

    private func shop(_ request: Request, context: BasicRequestContext) -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        let view = ShopView(Product.catalogue, orders: orders.all(), of: configuration, in: language)
        return pages.page(.shop, showing: view)
    }

    /// Sends the buyer on to pay or, when that is not possible, to the order, which says why.
    private func buy(_ request: Request, context: BasicRequestContext) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: Self.largestForm)
        let fields = FormText.read(String(buffer: body))
        func value(_ name: String) -> String? { fields.last { $0.name == name }?.value }
        guard let product = Product.catalogue.first(where: { $0.id == value("product") }),
            let flow = value("flow").flatMap(PurchaseFlow.init(rawValue:)), flow != .external
        else { throw HTTPError(.badRequest, message: "The form names no product or no way to pay.") }
        let order = await purchases.buy(product, by: flow)
        return .redirect(to: order.paymentURL ?? "/orders/\(order.id)")
    }

    /// Asks the gateway for money back, and shows the order, which says what came of it.
    private func cancel(_ request: Request, context: BasicRequestContext) async throws -> Response {
        var request = request
        let id = try context.parameters.require("id")
        let fields = FormText.read(String(buffer: try await request.collectBody(upTo: Self.largestForm)))
        guard let extent = fields.last(where: { $0.name == "extent" }).flatMap({ CancelExtent(rawValue: $0.value) })
        else { throw HTTPError(.badRequest, message: "The form does not say how much to cancel.") }
        await cancellations.cancel(id, extent)
        return .redirect(to: "/orders/\(orders.find(id)?.id ?? "unknown")")
    }

    private func order(_ request: Request, context: BasicRequestContext) throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        guard let order = try orders.find(context.parameters.require("id")) else {
            return pages.page(.missing, showing: MissingView(of: configuration, in: language), status: .notFound)
        }
        return pages.page(.order, showing: OrderView(order, of: configuration, in: language))
    }

    private func record(_ request: Request, context: BasicRequestContext) throws -> OrderRecord {
        guard let order = try orders.find(context.parameters.require("id")) else { throw HTTPError(.notFound) }
        return OrderRecord(order)
    }
}
