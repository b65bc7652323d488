import Hummingbird

/// What a product page and the scripts on it ask of the mall.
struct StorefrontRoutes: Sendable {
    /// The most that a form may send, in bytes.
    private static let largestForm = 8192

    let configuration: SandboxConfiguration
    let reservations: Reservations
    let pages: Pages
    let post: SandboxClient.Post

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get("products/:id", use: product)
            .get("cafe24api.js") { _, _ in pages.storefrontScript }
            .post(RouterPath(MallPath.reserve), use: reserve)
    }

    private func product(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        let id = try context.parameters.require("id")
        guard let product = Product.catalogue.first(where: { $0.id == id }) else {
            return pages.page(.missing, showing: MissingView(of: configuration, in: language), status: .notFound)
        }
        let script = await ButtonScript.read(from: configuration.gatewayURL, through: post)
        return pages.productPage(showing: ProductView(product, script, of: configuration, in: language))
    }

    private func reserve(_ request: Request, context: BasicRequestContext) async throws -> Response {
        var request = request
        let fields = FormText.read(String(buffer: try await request.collectBody(upTo: Self.largestForm)))
        do {
            return Self.json(["code": .number("200"), "order": try reservations.reserve(fields)], status: .ok)
        } catch let refusal as Reservations.Refusal {
            let answer: SandboxJSON = ["code": .number(String(refusal.code)), "message": .string(refusal.message)]
            return Self.json(answer, status: HTTPResponse.Status(code: refusal.code))
        }
    }

    private static func json(_ answer: SandboxJSON, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.compact))
        )
    }
}
