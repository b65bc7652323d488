import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// A buyer's browser on its way back from the PG (contract, A2 and A5).
struct BuyerReturn: Sendable {
    let inbound: Inbound
    let store: any PaymentStore
    let settlement: SettlementService
    let pages: Pages

    /// Settles by the return and sends the buyer on.
    ///
    /// Behind the payment's discovery every trouble ends in a redirect: a buyer is never left standing. In a PG's frame
    /// a page takes the redirect's place.
    ///
    /// - Parameters:
    ///   - request: The browser's request; its query has our `key`.
    ///   - context: Where it came in.
    ///   - flow: The flow whose callback this is.
    ///   - onward: Where the payment's buyer goes, settled or not, with words in that language.
    /// - Returns: The redirect, or a page where no payment is meant.
    /// - Throws: What `onward` throws for a payment that is not settled.
    func answer(
        _ request: Request,
        _ context: GatewayContext,
        flow: Flow,
        onward: (_ payment: Payment, _ isSettled: Bool, _ language: Language) async throws -> String
    ) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        guard let text = request.uri.queryParameters["key"], let key = PaymentKey(text) else {
            return pages.trouble(.badAddress, language, status: .badRequest)
        }
        guard let found = try? await store.payment(key) as Payment?? else {
            return pages.trouble(.unavailable, language, status: .serviceUnavailable)
        }
        guard let payment = found, payment.flow == flow else {
            return pages.trouble(.unknownPayment, language, status: .notFound)
        }
        do {
            let settled = try await settle(payment, request, context)
            if let resume = settled.resumeAddress { return pages.leave(for: resume, request) }
            return pages.leave(for: try await onward(settled, true, language), request)
        } catch {
            context.logger.error(
                "a return ended in trouble",
                metadata: ["payment": "\(key.short)", "error": "\(error)"]
            )
            return pages.leave(for: try await onward(payment, false, language), request)
        }
    }

    private func settle(_ payment: Payment, _ request: Request, _ context: GatewayContext) async throws -> Payment {
        let message = try await inbound.returned(request, context)
        return try await settlement.settleReturn(payment.key, message, via: request.returnDoor)
    }
}

extension Request {
    /// By which of the addresses in ``CheckoutURLs`` a browser came back; success where it does not say.
    var returnDoor: ReturnDoor {
        uri.queryParameters["door"].flatMap { ReturnDoor(rawValue: String($0)) } ?? .success
    }
}

extension Payment {
    /// Where the buyer chooses again, because the PG said no to a card; `nil` where the buyer has nothing to do there.
    var resumeAddress: String? {
        guard state == .awaitingBuyer, case .buyerActs(let resume)? = providerStatus else { return nil }
        return resume
    }

    /// Where the mall wants the buyer, with the result.
    ///
    /// - Parameters:
    ///   - code: The result.
    ///   - language: The buyer's, whom the mall shows the message.
    ///   - isKeyTold: Whether Cafe24 is to read the status by the key; only synchronous returns have it.
    /// - Returns: `return_url` with the parameters of the contract's B1.
    func returnAddress(_ code: ResultCode, in language: Language, isKeyTold: Bool) -> String {
        var items = [
            ("result_code", code.rawValue),
            ("result_message", code == .success ? "success" : ReturnWords.failure(of: self)[language]),
        ]
        if isKeyTold { items.append(("key", key.text)) }
        if let extraData { items.append(("extra_data", extraData)) }
        return AddressQuery.adding(items, to: returnURL)
    }
}
