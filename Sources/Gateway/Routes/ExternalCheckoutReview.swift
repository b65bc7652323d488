import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// The last look before paying, and the button below it (contract, A11 and A12).
struct ExternalCheckoutReview: Sendable {
    let inbound: Inbound
    let service: ExternalCheckoutService
    let addresses: PublicAddresses
    let pages: Pages
    let page: ReviewPage

    func declare(in router: Router<GatewayContext>) {
        router.get(RouterPath(RouteTable.externalReview), use: review)
        router.post(RouterPath(RouteTable.externalPay), use: pay)
    }

    /// Whose order it is, and who asks.
    private struct Visit {
        let mall: String
        let orderNumber: String
        let key: PaymentKey?
        let hasChanged: Bool

        /// The page's script in Cafe24's sample calls the order number `order_no`.
        init(_ fields: RequestFields) throws {
            mall = try checked { try fields.required("mall_id", max: 64) }
            let number = try checked { try fields.optional("order_id", max: 64) }
            orderNumber = try checked { try number ?? fields.required("order_no", max: 64) }
            key = fields["key"].flatMap { PaymentKey($0) }
            hasChanged = fields["changed"] == "1"
        }

        func isBuyer(of review: ExternalCheckoutService.Review) -> Bool { key != nil && key == review.payment?.key }
    }

    // MARK: A11

    private func review(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let wantsJSON = request.headers[.accept]?.contains("application/json") ?? false
        do {
            let visit = try Visit(try await fields(request, context))
            let review = try await service.review(mall: visit.mall, orderNumber: visit.orderNumber)
            try await service.noteShown(review)
            let isBuyer = visit.isBuyer(of: review)
            if wantsJSON { return Answer.json(ReviewAnswer(review: review, isBuyer: isBuyer).json) }
            let language = Language(accepting: request.headers[.acceptLanguage])
            let action = ReviewPage.Action(url: addresses.payURL, key: isBuyer ? visit.key : nil)
            return page.show(review, action, language, isBuyer: isBuyer, hasChanged: visit.hasChanged)
        } catch {
            let refusal = Refusal(of: error, context.logger)
            guard !wantsJSON else { return self.refusal(refusal, shopURL: "") }
            return trouble(refusal, request)
        }
    }

    // MARK: A12

    /// A form is answered by a redirect, everything else by JSON.
    private func pay(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let isForm = type.hasPrefix("application/x-www-form-urlencoded")
        var shopURL = ""
        do {
            let visit = try Visit(try await fields(request, context))
            let kept = try await service.store.cart(mall: visit.mall, orderNumber: visit.orderNumber)
            shopURL = kept?.cart.shopURL ?? ""
            let review = try await service.review(mall: visit.mall, orderNumber: visit.orderNumber)
            guard !review.hasChanged else { return try await showAgain(review, visit, isForm: isForm) }
            let payment = try await paid(review, from: inbound.source(request, context))
            context.logger.info("external payment", metadata: ["payment": "\(payment.key.short)"])
            guard let url = addresses.paymentURL(of: payment) else {
                throw Refusal(.unavailable, "the payment page is not ready; please try again")
            }
            return isForm ? Answer.redirect(to: url) : success(url)
        } catch {
            let refusal = Refusal(of: error, context.logger)
            return isForm ? trouble(refusal, request) : self.refusal(refusal, shopURL: shopURL)
        }
    }

    private func paid(_ review: ExternalCheckoutService.Review, from address: String?) async throws -> Payment {
        do {
            return try await service.pay(review, from: address)
        } catch let refusal as CheckoutRefusal {
            throw Refusal(refusal)
        }
    }

    /// The order costs something else than the buyer was shown. Nothing is charged; once told, the new total counts as
    /// shown.
    private func showAgain(
        _ review: ExternalCheckoutService.Review,
        _ visit: Visit,
        isForm: Bool
    ) async throws -> Response {
        let url = addresses.reviewURL(
            mall: visit.mall,
            orderNumber: visit.orderNumber,
            key: visit.key,
            isChanged: true
        )
        if isForm { return Answer.redirect(to: url) }
        try await service.noteShown(review)
        var data = JSONObject()
        data.add("message", "the total has changed; please look at it again")
        data.add("redirect_url", url)
        data.add("total_amount", review.calculation.dueText)
        data.add("currency", review.calculation.due.currency.code)
        return Answer.json(ButtonAnswer.failure(data: data.text), status: .badRequest)
    }

    private func success(_ url: String) -> Response {
        var data = JSONObject()
        data.add("message", "success")
        data.add("redirect_url", url)
        return Answer.json(ButtonAnswer.success(data.text))
    }

    private func refusal(_ refusal: Refusal, shopURL: String) -> Response {
        var data = JSONObject()
        data.add("message", refusal.message)
        data.add("redirect_url", shopURL)
        return Answer.json(ButtonAnswer.failure(data: data.text), status: refusal.status(business: 400))
    }

    private func trouble(_ refusal: Refusal, _ request: Request) -> Response {
        let trouble: Trouble =
            switch refusal.kind {
            case .request, .tooLarge: .badAddress
            case .notFound: .unknownPayment
            default: .unavailable
            }
        let language = Language(accepting: request.headers[.acceptLanguage])
        return pages.trouble(trouble, language, status: refusal.status(business: 400))
    }

    private func fields(_ request: Request, _ context: GatewayContext) async throws -> RequestFields {
        try inbound.fields(try await inbound.message(request, context))
    }
}
