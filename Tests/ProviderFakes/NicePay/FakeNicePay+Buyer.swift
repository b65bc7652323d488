import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeNicePay {
    /// What the page hands to `AUTHNICE.requestPay`.
    private struct Window: Decodable {
        struct Page: Decodable {
            struct Choice: Decodable {
                let method: String
            }

            let cancelUrl: String
            let choices: [Choice]
        }

        let clientId: String
        let method: String
        let orderId: String
        let amount: Int64
        let goodsName: String
        let returnUrl: String
        let vbankHolder: String?
        let currency: String?
        let page: Page
    }

    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .page(let page) = session.action, page.scripts == ["https://pay.nicepay.co.kr/v1/js/"],
            page.starter.contains("AUTHNICE.requestPay")
        else { throw FakeNicePayError("the page loads another script") }
        let window = try JSONDecoder().decode(Window.self, from: Data(page.data.utf8))
        switch deed {
        case .vanishes: return nil
        case .leaves: return BuyerReturn(Self.visit(window.page.cancelUrl, "GET", body: []), by: .cancel)
        case .pays, .declines, .choosesDeposit: break
        }
        let offered = window.page.choices.isEmpty ? [window.method] : window.page.choices.map(\.method)
        let chosen = offered.first { ($0 == "vbank") == (deed == .choosesDeposit) }
        guard let method = chosen else { throw FakeNicePayError("the page does not offer that") }
        try check(window, method)
        return authenticate(window, method, isDoomed: deed == .declines)
    }

    private func check(_ window: Window, _ method: String) throws {
        let isUsed = state.withLock { state in
            state.transactions.values.contains { $0.orderId == window.orderId && $0.status != nil }
        }
        let unsafe = window.goodsName.contains("\"") || window.goodsName.contains("|")
        let isAddress = window.returnUrl.utf8.count <= 500 && window.returnUrl.hasPrefix("http")
        let rules = [
            (window.clientId == Self.clientKey, "clientId is another merchant's"),
            ((1...64).contains(window.orderId.utf8.count), "orderId is too long"),
            (!isUsed, "orderId was paid before"),
            (window.amount >= (method == "card" ? 1000 : 1), "amount is too small"),
            ((1...40).contains(window.goodsName.utf8.count), "goodsName is too long"),
            (!unsafe, "goodsName has an unsafe character"),
            (isAddress, "returnUrl is no address"),
            (method != "vbank" || !(window.vbankHolder ?? "").isEmpty, "vbankHolder is missing"),
            (window.currency ?? "KRW" == "KRW", "currency needs another contract"),
        ]
        if let broken = rules.first(where: { !$0.0 }) { throw FakeNicePayError(broken.1) }
    }

    private func authenticate(_ window: Window, _ method: String, isDoomed: Bool) -> BuyerReturn {
        let tid = state.withLock { state in
            state.count += 1
            let tid = "nicuntct1m010126112218\(String(format: "%04d", state.count))"
            state.transactions[tid] = FakeNicePayTransaction(
                tid: tid,
                orderId: window.orderId,
                amount: window.amount,
                goodsName: window.goodsName,
                method: method,
                vbankHolder: window.vbankHolder,
                isDoomed: isDoomed,
                authenticated: clock.now()
            )
            return tid
        }
        let token = "NICEUNTT" + FakeNicePayAnswer.hash(tid).prefix(32).uppercased()
        let signature = FakeNicePayAnswer.hash(token + Self.clientKey + String(window.amount) + Self.secretKey)
        let form = [
            "authResultCode=0000", "authResultMsg=%EC%9D%B8%EC%A6%9D+%EC%84%B1%EA%B3%B5", "tid=\(tid)",
            "clientId=\(Self.clientKey)", "orderId=\(window.orderId)", "amount=\(window.amount)", "mallReserved=",
            "authToken=\(token)", "signature=\(signature)",
        ]
        return BuyerReturn(
            Self.visit(window.returnUrl, "POST", body: Array(form.joined(separator: "&").utf8)),
            by: .success
        )
    }

    /// The browser on its way to an address of the gateway.
    static func visit(_ url: String, _ method: String, body: [UInt8]) -> InboundMessage {
        let address = URLComponents(string: url)
        return InboundMessage(
            method: method,
            path: address?.percentEncodedPath ?? "",
            query: address?.percentEncodedQuery ?? "",
            headers: body.isEmpty ? [:] : ["content-type": "application/x-www-form-urlencoded"],
            body: body,
            source: "203.0.113.9"
        )
    }
}
