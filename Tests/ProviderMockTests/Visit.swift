import Foundation
import ProviderKit

@testable import ProviderMock

/// A buyer at the payment page of one session, and the gateway's questions about it.
struct Visit {
    let shop: Shop
    let order: CheckoutOrder
    let session: CheckoutSession

    var reference: PaymentReference {
        PaymentReference(
            key: order.key,
            amount: order.amount,
            amountText: order.amountText,
            opened: ManualClock.start,
            references: session.references
        )
    }

    /// The page's path as the module sees it: behind the instance's folder.
    var path: String {
        guard case .redirect(let address) = session.action else { return "" }
        return address.replacing("https://pay.example/providers/mock", with: "")
    }

    func get(query: String = "", language: String? = nil) async throws -> PageResponse {
        let headers = language.map { ["accept-language": $0] } ?? [:]
        let request = InboundMessage(method: "GET", path: path, query: query, headers: headers)
        return try await shop.mock.page(for: request, on: .public)
    }

    func choose(_ outcome: String, query: String = "") async throws -> PageResponse {
        try await post(path, "outcome=\(outcome)", query)
    }

    func payDeposit(query: String = "") async throws -> PageResponse { try await post(path + "/deposit", "", query) }

    func post(_ path: String, _ body: String, _ query: String = "") async throws -> PageResponse {
        let headers = ["content-type": "application/x-www-form-urlencoded"]
        let request = InboundMessage(
            method: "POST",
            path: path,
            query: query,
            headers: headers,
            body: Array(body.utf8)
        )
        return try await shop.mock.page(for: request, on: .public)
    }

    /// The gateway's question after the browser followed a redirect.
    func verify(
        after answer: PageResponse,
        by door: ReturnDoor = .success,
        approval: OperationID? = nil
    ) async throws -> PaymentSnapshot {
        let location = answer.headers["location"] ?? ""
        let parts = location.split(separator: "?", maxSplits: 1)
        let message = InboundMessage(method: "GET", path: "/return", query: parts.last.map(String.init) ?? "")
        return try await shop.mock.verify(.returned(message, via: door), of: reference, approval: approval)
    }

    func inquire(approval: OperationID? = nil) async throws -> PaymentSnapshot {
        try await shop.mock.verify(.inquiry, of: reference, approval: approval)
    }

    func refund(
        _ minorUnits: Int64,
        remaining: Int64,
        operation: OperationID? = nil
    ) async throws -> CancellationOutcome {
        let currency = order.amount.currency
        let cancellation = Cancellation(
            .refund(Money(minorUnits, currency)),
            operation: operation ?? shop.operation(),
            remainingBefore: Money(remaining, currency),
            remainingAfter: Money(remaining - minorUnits, currency),
            reason: "test"
        )
        return try await shop.mock.cancel(cancellation, of: reference)
    }

    func void() async throws -> CancellationOutcome {
        let cancellation = Cancellation(
            .void,
            operation: shop.operation(),
            remainingBefore: .zero(order.amount.currency),
            remainingAfter: .zero(order.amount.currency),
            reason: "test"
        )
        return try await shop.mock.cancel(cancellation, of: reference)
    }

    func row() async throws -> Row? {
        try await shop.ledger().first { $0.reference == order.key.text }
    }
}

extension CancellationOutcome {
    /// The outcome in one word, with the code of a refusal.
    var word: String {
        switch self {
        case .done: "done"
        case .pending: "pending"
        case .refused(let code, message: _): "refused \(code)"
        case .alreadyPaid: "alreadyPaid"
        }
    }
}
