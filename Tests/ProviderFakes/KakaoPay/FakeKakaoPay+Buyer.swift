import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKakaoPay {
    /// The buyer opens the page for a desktop and takes out his phone.
    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .byDevice(.redirect(let desktop), .redirect(let mobile), .redirect(let inApp)) = session.action
        else { throw KakaoFakeError("the buyer's device decides where to go") }
        let tids = Set([desktop, mobile, inApp].map { String($0.split(separator: "/").last ?? "") })
        return try state.withLock { books in
            guard tids.count == 1, let tid = tids.first, let index = books.index(tid: tid) else {
                throw KakaoFakeError("the addresses do not lead to one payment")
            }
            guard books.payments[index].orderID == order.key.text, books.payments[index].isOpen else {
                throw KakaoFakeError("the payment is over")
            }
            return try Self.act(deed, &books.payments[index])
        }
    }

    private static func act(_ deed: BuyerDeed, _ payment: inout KakaoFakePayment) throws -> BuyerReturn? {
        switch deed {
        case .pays, .declines:
            payment.status = "AUTH_PASSWORD"
            payment.refusal = deed == .declines ? "LACK_BALANCE" : nil
            let token = "pg" + payment.tid.suffix(18)
            payment.token = token
            let fields = [URLQueryItem(name: "pg_token", value: token)]
            return BuyerReturn(try visit(payment.approvalURL, fields), by: .success)
        case .leaves:
            payment.status = "QUIT_PAYMENT"
            return BuyerReturn(try visit(payment.cancelURL, []), by: .cancel)
        case .vanishes:
            payment.status = "OPEN_PAYMENT"
            return nil
        case .choosesDeposit:
            throw KakaoFakeError("KakaoPay has no virtual accounts")
        }
    }

    /// The window stood open too long: the buyer is sent to the failure address, which comes bare.
    public func timeOut(_ order: CheckoutOrder) throws -> BuyerReturn {
        BuyerReturn(try Self.visit(order.urls.failure, []), by: .failure)
    }

    private static func visit(_ address: String, _ fields: [URLQueryItem]) throws -> InboundMessage {
        guard var url = URLComponents(string: address) else { throw KakaoFakeError("no address") }
        if !fields.isEmpty { url.queryItems = (url.queryItems ?? []) + fields }
        return InboundMessage(method: "GET", path: url.percentEncodedPath, query: url.percentEncodedQuery ?? "")
    }
}
