import Cafe24Sandbox
import ProviderKit
import Testing

/// A paid order, and the request with which Cafe24 cancels all of it.
struct Purchase: Sendable {
    let key: String
    /// Complete and right, until a test changes it.
    let whole: SandboxClient.Cancellation

    static let cancellationNotice = "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCancelNoty.php"

    func part(_ amount: String) -> SandboxClient.Cancellation {
        var part = whole
        part.cancelAmount = amount
        return part
    }

    func asynchronously(_ amount: String? = nil) -> SandboxClient.Cancellation {
        var request = amount.map { part($0) } ?? whole
        request.flow = .asynchronous
        request.notificationURL = Self.cancellationNotice
        return request
    }
}

extension Visitor {
    /// Buys and pays at the mock, and lets Cafe24 read the status as it does.
    func purchase(_ checkout: SandboxClient.Checkout = .sample(), _ outcome: String = "approve") async throws
        -> Purchase
    {
        let opened = try await cafe24().openCheckout(checkout)
        #expect(try await pay(outcome, at: opened.paymentURL).resultCode == "0000")
        return try await read(checkout, opened)
    }

    /// Buys at the scripted PG.
    func scriptedPurchase(
        _ script: Script,
        _ checkout: SandboxClient.Checkout = .scripted()
    ) async throws -> Purchase {
        let opened = try await cafe24().openCheckout(checkout)
        script.onVerify { payment throws(ProviderError) in payment.paid() }
        let back = try await comeBack("\(ReturnTests.callback)?key=\(try #require(opened.paymentKey))")
        #expect(back.resultCode == "0000")
        return try await read(checkout, opened)
    }

    private func read(
        _ checkout: SandboxClient.Checkout,
        _ opened: SandboxClient.CheckoutAnswer
    ) async throws -> Purchase {
        let key = try #require(opened.paymentKey)
        let status = try await cafe24().status(key: key)
        let whole = SandboxClient.Cancellation(
            flow: .synchronous,
            amount: checkout.amount,
            cancelAmount: checkout.amount,
            currency: checkout.currency,
            orderID: checkout.orderID,
            partnerID: checkout.partnerID,
            tid: try #require(status.tid)
        )
        return Purchase(key: key, whole: whole)
    }
}
