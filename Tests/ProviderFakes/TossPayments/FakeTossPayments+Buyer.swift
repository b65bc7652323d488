import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeTossPayments {
    /// Opens the window as Toss's script does, from what the page hands over.
    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        let window = try TossWindow(session, choosing: deed)
        guard window.orderID == order.key.text else { throw TossFakeError("the page names another order") }
        let now = clock.now()
        return try state.withLock { books in
            guard books.index(order: window.orderID).map({ !books.payments[$0].isConfirmed }) ?? true else {
                throw TossFakeError("DUPLICATED_ORDER_ID")
            }
            var payment = window.payment(key: "tfake20261122" + books.number(), at: now)
            switch deed {
            case .pays, .declines, .choosesDeposit:
                payment.status = .inProgress
                payment.isDeclined = deed == .declines
                books.payments.append(payment)
                return window.success(payment)
            case .leaves:
                books.payments.append(payment)
                return window.failure(code: "PAY_PROCESS_CANCELED", "사용자가 결제를 취소하였습니다")
            case .vanishes:
                books.payments.append(payment)
                return nil
            }
        }
    }
}

/// Toss's window, opened by a page.
struct TossWindow {
    let orderID: String
    private let orderName: String
    private let method: String
    private let currency: String
    /// In minor units.
    private let amount: Int64
    private let successURL: URLComponents
    private let failureURL: URLComponents

    init(_ session: CheckoutSession, choosing deed: BuyerDeed) throws {
        guard case .page(let page) = session.action else { throw TossFakeError("Toss needs a page") }
        guard page.scripts == ["https://js.tosspayments.com/v2/standard"], page.opener != .sameOrigin,
            page.starter.contains("requestPayment")
        else { throw TossFakeError("the page does not load Toss's window") }
        let data = try TossFields(Array(page.data.utf8))
        guard try data.text("clientKey", 1...100) == FakeTossPayments.clientKey else {
            throw TossFakeError("INVALID_CLIENT_KEY")
        }
        let requests = data.list("choices").compactMap { $0.object("request") }
        let chosen = try requests.first { request in
            try (request.text("method", 1...40) == "VIRTUAL_ACCOUNT") == (deed == .choosesDeposit)
        }
        guard let chosen else { throw TossFakeError("the page does not offer it") }
        try self.init(chosen)
    }

    /// The argument of `requestPayment`.
    private init(_ request: TossFields) throws {
        try request.hasOnly([
            "method", "amount", "orderId", "orderName", "successUrl", "failUrl", "customerEmail", "customerName",
            "customerMobilePhone", "taxFreeAmount", "foreignEasyPay", "card", "virtualAccount", "transfer", "metadata",
        ])
        method = try request.text("method", 1...40)
        orderID = try request.text("orderId", 6...64)
        orderName = try request.text("orderName", 1...100)
        guard let money = request.object("amount") else { throw TossFakeError("amount is missing") }
        currency = try money.text("currency", 3...3)
        amount = try money.amount("value", currency)
        let (needed, least): (String, Int64) =
            switch method {
            case "FOREIGN_EASY_PAY": ("USD", 1)
            case "TRANSFER", "VIRTUAL_ACCOUNT": ("KRW", 200)
            default: ("KRW", 100)
            }
        guard currency == needed else { throw TossFakeError("\(method) takes \(needed)") }
        guard amount >= least else { throw TossFakeError("BELOW_MINIMUM_AMOUNT") }
        successURL = try Self.address(request, "successUrl")
        failureURL = try Self.address(request, "failUrl")
    }

    private static func address(_ request: TossFields, _ name: String) throws -> URLComponents {
        let text = try request.text(name, 1...2000)
        guard let url = URLComponents(string: text), url.scheme?.hasPrefix("http") ?? false, url.host != nil else {
            throw TossFakeError("\(name) is not absolute")
        }
        return url
    }

    func payment(key: String, at now: Timestamp) -> TossFakePayment {
        TossFakePayment(
            key: key,
            orderID: orderID,
            orderName: orderName,
            amount: amount,
            currency: currency,
            method: method,
            opened: now,
            status: .ready
        )
    }

    func success(_ payment: TossFakePayment) -> BuyerReturn {
        let value = TossWire.amount(amount, currency).stringValue
        let fields = [("paymentKey", payment.key), ("orderId", orderID), ("amount", value), ("paymentType", "NORMAL")]
        return BuyerReturn(Self.visit(successURL, fields), by: .success)
    }

    /// The order number is left out, as Toss may.
    func failure(code: String, _ message: String) -> BuyerReturn {
        BuyerReturn(Self.visit(failureURL, [("code", code), ("message", message)]), by: .failure)
    }

    private static func visit(_ address: URLComponents, _ fields: [(String, String)]) -> InboundMessage {
        var url = address
        url.queryItems = (url.queryItems ?? []) + fields.map { URLQueryItem(name: $0.0, value: $0.1) }
        return InboundMessage(method: "GET", path: url.percentEncodedPath, query: url.percentEncodedQuery ?? "")
    }
}
