import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

extension FakeStripe {
    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        guard request.headerFields[.authorization] == "Bearer \(Self.secretKey)" else {
            return Self.failure(401, "invalid_request_error", "")
        }
        guard let version = HTTPField.Name("Stripe-Version"), request.headerFields[version] != nil else {
            return Self.failure(400, "invalid_request_error", "version_missing")
        }
        let parts = (request.path ?? "").split(separator: "?", maxSplits: 1).map(String.init)
        let path = (parts.first ?? "").split(separator: "/").map(String.init)
        guard request.method == .post else {
            return state.withLock { read(path, FakeStripeForm(parts.count == 2 ? parts[1] : ""), in: &$0) }
        }
        guard request.headerFields[.contentType] == "application/x-www-form-urlencoded" else {
            return Self.failure(400, "invalid_request_error", "no_form")
        }
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headerFields[$0] }
        return state.withLock { state in
            replay(key, parts[0], body, in: &state) { state in
                write(path, FakeStripeForm(String(decoding: body, as: UTF8.self)), in: &state)
            }
        }
    }

    /// The first answer to a key is the answer for a day, whatever it was; other words under the same key are an error.
    private func replay(
        _ key: String?,
        _ path: String,
        _ body: [UInt8],
        in state: inout State,
        _ work: (inout State) -> ProviderResponse
    ) -> ProviderResponse {
        let now = clock.now()
        if let key, let kept = state.answers[key], now < kept.moment + .seconds(86_400) {
            guard kept.path == path, kept.body == body else { return Self.failure(400, "idempotency_error", "") }
            return kept.answer
        }
        if !state.failures.isEmpty {
            let failure = state.failures.removeFirst()
            let answer = Self.failure(failure.status, failure.type, failure.code)
            // What was refused before it was begun is not kept; what broke down is.
            if let key, failure.status >= 500 {
                state.answers[key] = FakeStripeKept(path: path, body: body, answer: answer, moment: now)
            }
            return answer
        }
        let answer = work(&state)
        if let key { state.answers[key] = FakeStripeKept(path: path, body: body, answer: answer, moment: now) }
        return answer
    }

    private func read(_ path: [String], _ query: FakeStripeForm, in state: inout State) -> ProviderResponse {
        expire(in: &state)
        switch path.dropFirst() {
        case ["checkout", "sessions", path.last ?? ""]:
            guard let session = state.sessions[path[3]] else { return Self.missing }
            let expanded = query.fields.filter { $0.name == "expand[]" }.map(\.value)
            return Self.answer(json(session, expanded, in: state))
        case ["refunds"]:
            let all = state.refunds.filter { $0.intent == query["payment_intent"] }.reversed()
            let page = all.drop { query["starting_after"] != nil && $0.id != query["starting_after"] }
                .dropFirst(query["starting_after"] == nil ? 0 : 1)
            let limit = query["limit"].flatMap { Int($0) } ?? 10
            return Self.answer([
                "object": "list", "url": "/v1/refunds", "has_more": page.count > limit,
                "data": page.prefix(limit).map { json($0, in: state) },
            ])
        default: return Self.missing
        }
    }

    private func write(_ path: [String], _ form: FakeStripeForm, in state: inout State) -> ProviderResponse {
        expire(in: &state)
        switch path.dropFirst() {
        case ["checkout", "sessions"]: return open(form, in: &state)
        case let rest where path.count == 5 && rest.starts(with: ["checkout", "sessions"]) && rest.last == "expire":
            return close(path[3], in: &state)
        case let rest where path.count == 4 && rest.first == "payment_intents" && rest.last == "capture":
            return capture(path[2], form, in: &state)
        case let rest where path.count == 4 && rest.first == "payment_intents" && rest.last == "cancel":
            return release(path[2], in: &state)
        case ["refunds"]: return refund(form, in: &state)
        default: return Self.missing
        }
    }

    static let missing = failure(404, "invalid_request_error", "resource_missing")

    static func failure(_ status: Int, _ type: String, _ code: String) -> ProviderResponse {
        let detail = ["type": type, "code": code, "message": "Stripe says no: \(code)."]
        return answer(["error": detail.filter { !$0.value.isEmpty }], status: status)
    }

    static func answer(_ object: [String: Any], status: Int = 200) -> ProviderResponse {
        let body = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data()
        return ProviderResponse(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json"],
            body: Array(body)
        )
    }
}
