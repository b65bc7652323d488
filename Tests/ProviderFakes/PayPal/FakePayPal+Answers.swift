import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

/// The front door: credentials, headers, idempotency keys.
extension FakePayPal {
    /// How long an answer is kept by its request id (PayPal's guide to idempotency).
    private static let captureKeyLife = Duration.seconds(6 * 3600)
    private static let refundKeyLife = Duration.seconds(45 * 86_400)

    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        state.withLock { state in
            finishRefunds(&state)
            let path = (request.path ?? "").split(separator: "?").first.map(String.init) ?? ""
            if let authority = request.authority { learn(authority, &state) }
            if path.hasPrefix(PayPalNotary.folder) { return PayPalNotary.standard?.answer(path) ?? .notFound }
            if path == "/v1/oauth2/token" { return token(request, body, &state) }
            guard isAuthorized(request, state) else {
                return .words(.unauthorized, "AUTHENTICATION_FAILURE", nil)
            }
            return request.method == .get ? read(path, state) : once(request, path, body, &state)
        }
    }

    private func learn(_ authority: String, _ state: inout State) {
        state.authority = authority.hasSuffix(".paypal.com") ? "api.sandbox.paypal.com" : authority
    }

    private func token(_ request: HTTPRequest, _ body: [UInt8], _ state: inout State) -> ProviderResponse {
        let credentials = Data("\(Self.clientID):\(Self.clientSecret)".utf8).base64EncodedString()
        guard request.headerFields[.authorization] == "Basic \(credentials)" else {
            return ProviderResponse(
                status: .unauthorized,
                body: (["error": "invalid_client", "error_description": "no"] as PayPalJSON).bytes
            )
        }
        guard request.headerFields[.contentType] == "application/x-www-form-urlencoded",
            body == Array("grant_type=client_credentials".utf8)
        else {
            return ProviderResponse(status: .badRequest, body: (["error": "invalid_request"] as PayPalJSON).bytes)
        }
        state.tokensGiven += 1
        let token = "A21AA-fake-\(state.tokensGiven)"
        state.tokens[token] = clock.now() + .seconds(32_400)
        return .json(
            .ok,
            [
                "access_token": .string(token), "token_type": "Bearer", "expires_in": .integer(32_400),
                "app_id": "APP-80W284485P519543T",
            ]
        )
    }

    private func isAuthorized(_ request: HTTPRequest, _ state: State) -> Bool {
        guard let field = request.headerFields[.authorization], field.hasPrefix("Bearer ") else { return false }
        return state.tokens[String(field.dropFirst(7))].map { clock.now() < $0 } ?? false
    }

    /// A request id that is known is answered as before, with 200 instead of 201, and nothing is done again.
    private func once(
        _ request: HTTPRequest,
        _ path: String,
        _ body: [UInt8],
        _ state: inout State
    ) -> ProviderResponse {
        let header = HTTPField.Name("PayPal-Request-Id").flatMap { request.headerFields[$0] }
        guard let header, !header.isEmpty, header.utf8.count <= 108 else {
            return .words(.badRequest, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER")
        }
        guard request.headerFields[.contentType] == "application/json", let json = PayPalJSON(body) else {
            return .words(.badRequest, "INVALID_REQUEST", "MALFORMED_REQUEST_JSON")
        }
        let name = "\(path) \(header)"
        if let kept = state.answers[name], clock.now() < kept.until {
            guard kept.body == body else {
                return .words(.unprocessableContent, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID")
            }
            return replay(kept.answer)
        }
        let answer = act(path, json, &state)
        let life = path.hasSuffix("/refund") ? Self.refundKeyLife : Self.captureKeyLife
        state.answers[name] = KeptAnswer(body: body, answer: answer, until: clock.now() + life)
        return answer
    }

    private func replay(_ answer: ProviderResponse) -> ProviderResponse {
        ProviderResponse(
            status: answer.status == .created ? .ok : answer.status,
            headers: answer.headers,
            body: answer.body
        )
    }

    private func read(_ path: String, _ state: State) -> ProviderResponse {
        let steps = path.split(separator: "/").map(String.init)
        guard steps.count == 4, let order = state.orders.values.first(where: { $0.id == steps[3] }),
            steps.prefix(3) == ["v2", "checkout", "orders"]
        else { return .notFound }
        // An order that nobody captured in three hours is forgotten.
        guard order.capture != nil || clock.now() < order.created + .seconds(3 * 3600) else { return .notFound }
        return .json(.ok, order.json(state.lie))
    }

    private func act(_ path: String, _ body: PayPalJSON, _ state: inout State) -> ProviderResponse {
        let steps = path.split(separator: "/").map(String.init)
        if steps == ["v2", "checkout", "orders"] { return open(body, &state) }
        guard steps.count == 5 else { return .notFound }
        switch (steps[2], steps[4]) {
        case ("orders", "capture"): return capture(steps[3], &state)
        case ("captures", "refund"): return refund(steps[3], body, &state)
        default: return .notFound
        }
    }
}

extension ProviderResponse {
    static func json(_ status: HTTPResponse.Status, _ body: PayPalJSON) -> ProviderResponse {
        ProviderResponse(status: status, headers: [.contentType: "application/json"], body: body.bytes)
    }

    /// PayPal's body of an error.
    static func words(_ status: HTTPResponse.Status, _ name: String, _ issue: String?) -> ProviderResponse {
        var body: [String: PayPalJSON] = [
            "name": .string(name), "message": "The requested action could not be performed.",
            "debug_id": "b1d1f06c7246c",
        ]
        if let issue { body["details"] = [["issue": .string(issue), "description": .string("(\(issue))")]] }
        return .json(status, .object(body))
    }

    static let notFound = words(.notFound, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")

    static func refused(_ issue: String) -> ProviderResponse {
        words(.unprocessableContent, "UNPROCESSABLE_ENTITY", issue)
    }
}
