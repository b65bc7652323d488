import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

@testable import Gateway

/// Cafe24's API as far as these tests need it: tokens that rotate, one calculation, one order, and failures on demand.
final class FakeAdmin: ProviderHTTPClient {
    struct State {
        var access = "access-1"
        var refresh = "refresh-1"
        var refreshes = 0
        var due = "14500.00"
        var shipping = "2500.00"
        /// JSON text.
        var taxFree = #""0.00""#
        var canceled = "F"
        /// The order that it tells of; `nil` is the one that was asked for.
        var orderTold: String?
        var itemStatuses = ["N10"]
        /// Answers to give before any other, in order.
        var troubles: [Trouble] = []
        var requests: [Asked] = []
        /// Holds up the orders.
        var gate: Gate?
        /// How long the last answer was waited for.
        var patience: Duration?
    }

    struct Trouble {
        var status: Int
        var headers: HTTPFields = [:]
        var error: ProviderError?
    }

    struct Asked {
        let path: String
        let headers: HTTPFields
        let body: String
    }

    let state = Mutex(State())
    let clock: StepClock

    init(_ clock: StepClock) {
        self.clock = clock
    }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let path = request.path ?? ""
        let asked = Asked(path: path, headers: request.headerFields, body: String(decoding: body, as: UTF8.self))
        await Task.yield()
        let gate = state.withLock { state in
            state.patience = deadline
            return state.gate
        }
        if path.contains("/orders/2") { await gate?.pass() }
        let answer = state.withLock { state -> Result<(Int, String, HTTPFields), ProviderError> in
            state.requests.append(asked)
            if !state.troubles.isEmpty {
                let trouble = state.troubles.removeFirst()
                if let error = trouble.error { return .failure(error) }
                let words = #"{"error":{"code":\#(trouble.status),"message":"made to fail","more_info":{}}}"#
                return .success((trouble.status, words, trouble.headers))
            }
            let (status, text) = Self.answer(asked, &state, at: clock.now())
            return .success((status, text, [:]))
        }
        let (status, text, headers) = try answer.get()
        return ProviderResponse(status: .init(code: status), headers: headers, body: Array(text.utf8))
    }

    private static func answer(_ asked: Asked, _ state: inout State, at now: Timestamp) -> (Int, String) {
        if asked.path == "/api/v2/oauth/token" { return refresh(asked, &state, at: now) }
        guard asked.headers[.authorization] == "Bearer \(state.access)" else {
            return (401, #"{"error":{"code":401,"message":"access_token time expired.","more_info":{}}}"#)
        }
        if asked.path == "/api/v2/admin/orders/calculation" {
            let amounts =
                #""order_price_amount":"12000.00","total_discount_amount":"0.00","#
                + #""shipping_fee":"\#(state.shipping)","shipping_fee_discount_amount":"0.00","#
                + #""total_amount_due":"\#(state.due)","tax_free_amount":\#(state.taxFree)"#
            return (200, #"{"calculation":{"shop_no":1,\#(amounts)}}"#)
        }
        let items = state.itemStatuses.map { #"{"item_no":1,"order_status":"\#($0)"}"# }.joined(separator: ",")
        let named = asked.path.split(separator: "/").last?.split(separator: "?").first ?? ""
        let order = state.orderTold ?? String(named)
        return (200, #"{"order":{"order_id":"\#(order)","canceled":"\#(state.canceled)","items":[\#(items)]}}"#)
    }

    private static func refresh(_ asked: Asked, _ state: inout State, at now: Timestamp) -> (Int, String) {
        guard asked.body == "grant_type=refresh_token&refresh_token=\(state.refresh)" else {
            return (401, #"{"error":"invalid_grant","error_description":"Invalid refresh_token"}"#)
        }
        state.refreshes += 1
        state.access = "access-\(state.refreshes + 1)"
        state.refresh = "refresh-\(state.refreshes + 1)"
        let times = #""expires_at":"2026-12-01T12:00:00.000","refresh_token_expires_at":"2026-12-15T12:00:00.000""#
        return (
            200,
            #"{"access_token":"\#(state.access)","refresh_token":"\#(state.refresh)","mall_id":"demomall",\#(times)}"#
        )
    }
}

extension AdminToken {
    /// What ``FakeAdmin`` takes at first.
    static func sample(
        access: String = "access-1",
        refresh: String = "refresh-1",
        expires: Timestamp = Timestamp(milliseconds: 1_790_000_000_000) + .seconds(7200)
    ) -> AdminToken {
        AdminToken(
            access: Secret(access),
            accessExpires: expires,
            refresh: Secret(refresh),
            refreshExpires: expires + .seconds(86_400 * 14),
            scopes: ["mall.write_order"]
        )
    }
}
