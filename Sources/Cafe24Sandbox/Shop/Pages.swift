import Hummingbird
import Mustache

/// The shop's templates, and the answers made of them.
struct Pages: Sendable {
    enum Template: String {
        case shop
        case order
        case product
        case missing
    }

    private let library: MustacheLibrary

    init() throws {
        var library = MustacheLibrary()
        let sources = [
            "head": PackageResources.head_mustache,
            "foot": PackageResources.foot_mustache,
            Template.shop.rawValue: PackageResources.shop_mustache,
            Template.order.rawValue: PackageResources.order_mustache,
            Template.product.rawValue: PackageResources.product_mustache,
            Template.missing.rawValue: PackageResources.missing_mustache,
        ]
        for (name, source) in sources {
            try library.register(String(decoding: source, as: UTF8.self), named: name)
        }
        self.library = library
    }

    /// A page that is never kept: it shows an order as it stands.
    func page(_ template: Template, showing view: some Any, status: HTTPResponse.Status = .ok) -> Response {
        let html = library.render(view, withTemplate: template.rawValue) ?? ""
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .cacheControl: "no-store",
                .vary: "Accept-Language",
                .contentSecurityPolicy: "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// A page on which the gateway's script runs. As in Cafe24's shops nothing narrows what scripts may load: a
    /// payment company's own script comes from anywhere.
    func productPage(showing view: ProductView) -> Response {
        var response = page(.product, showing: view)
        response.headers[.contentSecurityPolicy] = "object-src 'none'; base-uri 'none'"
        return response
    }

    var styleSheet: Response { Self.file(PackageResources.style_css, type: "text/css; charset=utf-8") }

    var storefrontScript: Response { Self.file(PackageResources.cafe24api_js, type: "text/javascript; charset=utf-8") }

    private static func file(_ bytes: [UInt8], type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=300"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
