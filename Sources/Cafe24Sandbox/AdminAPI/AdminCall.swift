import Hummingbird

/// One call of the Admin API that has passed the door.
struct AdminCall: Sendable {
    let method: String
    let path: String
    let query: [FormText.Field]
    let text: String
    /// The whole body; `null` when it was not JSON.
    let body: SandboxJSON

    /// What is asked for.
    var request: SandboxJSON { body["request"] ?? .null }

    /// From the body or, where there is none, from the query.
    var shop: String {
        let text = body["shop_no"]?.text ?? query.last { $0.name == "shop_no" }?.value ?? ""
        return String(Int(text) ?? 1)
    }

    /// The parts of the path behind `/api/v2/admin/`.
    var parts: [String] { path.split(separator: "/").dropFirst(3).map { String($0) } }

    init(_ request: Request) async throws {
        var request = request
        method = request.method.rawValue
        path = request.uri.path
        query = FormText.read(request.uri.query ?? "")
        text = String(buffer: try await request.collectBody(upTo: 1 << 18))
        body = (try? SandboxJSON(parsing: text)) ?? .null
    }
}
