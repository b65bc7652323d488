import Foundation
import Hummingbird

/// How the app gets its tokens. The merchant of this mall agrees to everything.
struct OAuthRoutes: Sendable {
    let configuration: SandboxConfiguration
    let tokens: TokenBook

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get("api/v2/oauth/authorize", use: authorize)
            .post("api/v2/oauth/token", use: token)
    }

    private func authorize(_ request: Request, context: BasicRequestContext) throws -> Response {
        let fields = FormText.read(request.uri.query ?? "")
        func value(_ name: String) -> String? { fields.last { $0.name == name }?.value }
        guard let target = value("redirect_uri"), WebAddress.isSafe(target),
            value("client_id") == configuration.clientID, value("response_type") == "code"
        else { return AdminAnswer.refusal(400, "invalid_request", "client_id or redirect_uri").response }
        let code = tokens.issueCode(for: target, at: Date())
        let answer = [
            FormText.Field(name: "code", value: code), FormText.Field(name: "state", value: value("state") ?? ""),
        ]
        return .redirect(to: FormText.append(answer, to: target), type: .found)
    }

    private func token(_ request: Request, context: BasicRequestContext) async throws -> Response {
        var request = request
        let fields = FormText.read(String(buffer: try await request.collectBody(upTo: 8192)))
        func value(_ name: String) -> String { fields.last { $0.name == name }?.value ?? "" }
        let pair = Data("\(configuration.clientID):\(configuration.clientSecret)".utf8).base64EncodedString()
        guard request.headers[.authorization] == "Basic " + pair else {
            return AdminAnswer.refusal(401, "invalid_client", "Invalid client_secret").response
        }
        switch value("grant_type") {
        case "refresh_token":
            return answer(tokens.refresh(value("refresh_token"), at: Date()), 401, "Invalid refresh_token")
        case "authorization_code":
            let grant = tokens.exchange(value("code"), redirectURI: value("redirect_uri"), at: Date())
            return answer(grant, 400, "Invalid code")
        default:
            return AdminAnswer.refusal(400, "unsupported_grant_type", "grant_type").response
        }
    }

    private func answer(_ grant: TokenBook.Grant?, _ status: Int, _ description: String) -> Response {
        guard let grant else { return AdminAnswer.refusal(status, "invalid_grant", description).response }
        let scopes = [
            "mall.read_application", "mall.write_application", "mall.read_store", "mall.write_store",
            "mall.read_order", "mall.write_order",
        ]
        return AdminAnswer.ok([
            "access_token": .string(grant.tokens.accessToken),
            "expires_at": .string(KoreanTime.zoneless(grant.expiresAt)),
            "refresh_token": .string(grant.tokens.refreshToken),
            "refresh_token_expires_at": .string(KoreanTime.zoneless(grant.refreshExpiresAt)),
            "client_id": .string(configuration.clientID),
            "mall_id": .string(configuration.mallID),
            "user_id": .string(configuration.mallID),
            "scopes": .array(scopes.map { .string($0) }),
            "issued_at": .string(KoreanTime.zoneless(grant.issuedAt)),
            "shop_no": .string(String(configuration.shopNo)),
            "token_type": "Bearer",
        ]).response
    }
}
