import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// The buyer's way back from the PG after an external checkout (contract, A13 and B5).
///
/// It binds nothing: Cafe24 learns from the outbox how it ended.
struct ExternalCheckoutCallback: Sendable {
    let inbound: Inbound
    let service: ExternalCheckoutService
    let settlement: SettlementService
    let report: MallReport
    let addresses: PublicAddresses
    let pages: Pages
    let failurePath: String

    /// Below the shop's address; only the failure's path is in doubt (contract, D.1 #16).
    static let successPath = "/api/shop/pgsuccess"

    func declare(in router: Router<GatewayContext>) {
        router.get(RouterPath(RouteTable.externalCallback), use: callback)
        router.post(RouterPath(RouteTable.externalCallback), use: callback)
    }

    private func callback(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        let message: InboundMessage?
        let payment: Payment
        do {
            message = try await inbound.returned(request, context)
            payment = try await self.payment(request, message)
        } catch {
            let refusal = Refusal(of: error, context.logger)
            return pages.trouble(trouble(refusal), language, status: refusal.status(business: 400))
        }
        do {
            let settled = try await settle(payment, message, request)
            if let resume = settled.resumeAddress { return pages.leave(for: resume, request) }
            return pages.leave(for: try await onward(settled, request), request)
        } catch {
            context.logger.error(
                "a return ended in trouble",
                metadata: ["payment": "\(payment.key.short)", "error": "\(error)"]
            )
            let address = try? await onward(payment, request)
            let path = payment.isGood ? Self.successPath : failurePath
            return pages.leave(for: address ?? home(payment, at: path), request)
        }
    }

    private func trouble(_ refusal: Refusal) -> Trouble {
        switch refusal.kind {
        case .notFound: .unknownPayment
        case .unavailable: .unavailable
        default: .badAddress
        }
    }

    /// By the key that the gateway put into the address; a PG that only knows its order may name that.
    private func payment(_ request: Request, _ message: InboundMessage?) async throws -> Payment {
        if let key = request.uri.queryParameters["key"] {
            guard let key = PaymentKey(key) else { throw Refusal(.request, "key is not a payment's") }
            guard let payment = try await service.store.payment(key), payment.flow == .external else {
                throw Refusal(.notFound, "no payment has this key")
            }
            return payment
        }
        guard let message else { throw Refusal(.tooLarge, "the body is too large to be a PG's") }
        let fields = try inbound.fields(message)
        let number = try checked { try fields.required("reference_no", max: 64) }
        let mall = fields["mall_id"]
        let found = try await service.store.payments(orderNumber: number).filter {
            $0.flow == .external && $0.superseded == nil && (mall == nil || $0.order.mall == mall)
        }
        guard let payment = found.first, found.allSatisfy({ $0.order == payment.order }) else {
            throw Refusal(.notFound, "no payment, or more than one, is for this order")
        }
        // Somebody else may be at this order, too: the caller's own attempt comes first, then the one that has it.
        let sender = service.keys.sender(at: message.source, mall: payment.order.mall, orderNumber: number)
        return found.first { $0.sender == sender } ?? found.first(where: \.holdsOrder) ?? payment
    }

    /// Without the key, and before there is a price, coming back is no reason to take money or to give up: the PG is
    /// only looked at.
    private func settle(_ payment: Payment, _ message: InboundMessage?, _ request: Request) async throws -> Payment {
        guard request.uri.queryParameters["key"] != nil, !payment.awaitsPrice else {
            return try await settlement.lookForBuyer(at: payment)
        }
        return try await settlement.settleReturn(payment.key, message, via: request.returnDoor)
    }

    private func onward(_ payment: Payment, _ request: Request) async throws -> String {
        if payment.awaitsPrice, payment.state == .awaitingBuyer {
            let order = payment.order
            // Order numbers can be guessed: only who came with the payment's key is given the cart's.
            let isBuyer = request.uri.queryParameters["key"] != nil
            let key = isBuyer ? try await service.store.cart(of: payment.key)?.key : nil
            return addresses.reviewURL(mall: order.mall, orderNumber: order.number, key: key)
        }
        guard payment.isGood else { return home(payment, at: failurePath) }
        // What the mall was not told it does not wait for (contract, B5). It is told again all the same.
        guard try await report.hasFailed(for: payment) else { return home(payment, at: Self.successPath) }
        return home(payment, at: failurePath, by: "sync")
    }

    /// - Parameters:
    ///   - payment: The buyer's.
    ///   - path: Below the shop's address.
    ///   - way: How the shop learns the result: mostly by the notification, later.
    /// - Returns: Where the last redirect leads.
    private func home(_ payment: Payment, at path: String, by way: String = "async") -> String {
        var base = payment.returnURL
        while base.hasSuffix("/") { base.removeLast() }
        let items = [("order_id", payment.order.number), ("sync_type", way)]
        return AddressQuery.adding(items, to: base + path)
    }
}

extension Payment {
    /// Paid, or on its way to that. What was given back in full is neither.
    fileprivate var isGood: Bool {
        isConfirmable && state != .cancelled || state == .pending && superseded == nil
    }
}
