import HTTPTypes
import ProviderKit

/// Cafe24's Admin API, as far as the gateway asks it (contract, B8 and B11).
struct AdminAPI: Sendable {
    let settings: Cafe24Settings
    let tokens: AdminTokens
    let exchange: AdminExchange

    /// - Parameters:
    ///   - settings: The app, and where the API is.
    ///   - tokens: The malls' tokens; all who ask share one set.
    ///   - client: Reaches the API of one mall and nothing else.
    ///   - clock: The time.
    init(
        settings: Cafe24Settings,
        tokens: AdminTokens,
        client: @escaping @Sendable (WebOrigin) -> any ProviderHTTPClient,
        clock: any ProviderClock
    ) {
        self.settings = settings
        self.tokens = tokens
        exchange = AdminExchange(settings: settings, client: client, clock: clock)
    }

    /// The same API under other settings, with the same tokens.
    func under(_ settings: Cafe24Settings) -> AdminAPI {
        AdminAPI(settings: settings, tokens: tokens, client: exchange.client, clock: exchange.clock)
    }

    /// What an order costs now: prices, discounts and shipping as the mall computes them.
    ///
    /// - Parameters:
    ///   - call: Items, buyer and address.
    ///   - shop: The shop whose currency the amounts are in.
    /// - Returns: The mall's calculation.
    /// - Throws: ``AdminAPIError``, or the database's error.
    func ordersCalculation(_ call: CalculationCall, in shop: Shop) async throws -> Calculation {
        let body = try await ask(
            .post,
            "/api/v2/admin/orders/calculation",
            body: call.body(shop: shop.number),
            of: shop.mall
        )
        guard let calculation = Calculation(body["calculation"], shop.currency) else {
            throw AdminAPIError(.badAnswer, "the calculation lacks its amounts, or has them in another form")
        }
        return calculation
    }

    /// An order as the mall sees it, to confirm that it is really being cancelled (contract, finding S1).
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - deadline: When nobody waits for it any more.
    /// - Returns: The order that the answer tells of; whoever relies on it compares its number.
    /// - Throws: ``AdminAPIError``, or the database's error.
    func order(_ id: OrderID, until deadline: Timestamp) async throws -> AdminOrder {
        let path = "/api/v2/admin/orders/\(OutsideURL.percentEncoded(id.number))?shop_no=\(id.shop)&embed=items"
        let body = try await ask(.get, path, body: nil, of: id.mall, until: deadline)
        guard let order = AdminOrder(body["order"]) else {
            throw AdminAPIError(.badAnswer, "the order lacks its number")
        }
        return order
    }

    /// A 401 is followed by one refresh and one more try; nothing else is.
    private func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: String?,
        of mall: String,
        until deadline: Timestamp? = nil
    ) async throws -> JSONValue {
        let token = try await tokens.token(of: mall, by: exchange)
        var answer = try await exchange.send(call(method, path, body, token, until: deadline), to: mall)
        if answer.status == 401 {
            let fresh = try await tokens.refreshed(token, of: mall, by: exchange)
            answer = try await exchange.send(call(method, path, body, fresh, until: deadline), to: mall)
        }
        guard answer.isSuccess else { throw AdminAPIError(status: answer.status, answer.body) }
        guard let value = answer.body else { throw AdminAPIError(.badAnswer, "the answer is not JSON") }
        return value
    }

    private func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String?,
        _ token: AdminToken,
        until deadline: Timestamp?
    ) -> AdminExchange.Call {
        AdminExchange.Call(
            method: method,
            path: path,
            headers: [
                .authorization: "Bearer \(token.access.exposed)", .contentType: "application/json",
                .apiVersion: settings.apiVersion,
            ],
            body: Array((body ?? "").utf8),
            until: deadline
        )
    }
}

extension HTTPField.Name {
    fileprivate static let apiVersion = Self.known("X-Cafe24-Api-Version")
}
