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
        router.post(RouterPath(RouteTable.externalReview), use: keepAddress)
        router.post(RouterPath(RouteTable.externalPay), use: pay)
    }

    // MARK: A11

    private func review(_ request: Request, _ context: GatewayContext) async throws -> Response {
        var shopURL: String?
        do {
            let visit = try await visit(request, context)
            let kept = try await service.cart(for: visit.caller)
            shopURL = kept.cart.shopURL
            if !request.wantsJSON, let end = try await end(of: kept, request) { return end }
            return try await shown(kept, visit, request)
        } catch {
            return trouble(error, request, context, shopURL)
        }
    }

    /// A browser may keep the review's address, or go back to it when all is done.
    private func end(of kept: KeptCart, _ request: Request) async throws -> Response? {
        guard let payment = try await service.paid(kept) else { return nil }
        return pages.news(PaymentNews(of: payment) ?? .paid, request.language, back: kept.cart.shopURL)
    }

    private func shown(_ kept: KeptCart, _ visit: ReviewVisit, _ request: Request) async throws -> Response {
        let review = try await service.review(kept, for: visit.caller)
        try await service.noteShown(review)
        if request.wantsJSON { return Answer.json(ReviewAnswer(review: review).json) }
        let actions = ReviewPage.Actions(pay: addresses.payURL, address: reviewURL(visit))
        return page.show(review, actions, request.language, hasChanged: visit.hasChanged)
    }

    /// Where the goods go, from the review page's own form: only for PGs that do not know it.
    private func keepAddress(_ request: Request, _ context: GatewayContext) async throws -> Response {
        var shopURL: String?
        do {
            let fields = try await inbound.fields(of: request, context)
            let visit = try ReviewVisit(fields, from: inbound.source(request, context))
            let found = try await service.cart(for: visit.caller)
            shopURL = found.cart.shopURL
            let address = try checked { try ShippingAddress(fields) }
            let kept = try await service.keepAddress(address, in: found, for: visit.caller)
            return request.wantsJSON ? try await shown(kept, visit, request) : Answer.redirect(to: reviewURL(visit))
        } catch {
            return trouble(error, request, context, shopURL)
        }
    }

    // MARK: A12

    /// A form is answered by a redirect, everything else by JSON.
    private func pay(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let isForm = type.hasPrefix("application/x-www-form-urlencoded")
        var shopURL: String?
        do {
            let visit = try await visit(request, context)
            let kept = try await service.cart(for: visit.caller)
            shopURL = kept.cart.shopURL
            if isForm, var end = try await end(of: kept, request) {
                end.status = .badRequest
                return end
            }
            let review = try await service.review(kept, for: visit.caller)
            guard !review.hasChanged(from: visit.shownTotal, isPage: isForm) else {
                return try await showAgain(review, visit, isForm: isForm)
            }
            let payment = try await service.pay(review, from: visit.caller.address)
            context.logger.info("external payment", metadata: ["payment": "\(payment.key.short)"])
            let url = try addresses.paymentURL(of: payment)
            return isForm ? Answer.redirect(to: url) : success(url)
        } catch {
            guard isForm else { return refusal(Refusal(of: error, context.logger), shopURL: shopURL ?? "") }
            return trouble(error, request, context, shopURL, isPage: true)
        }
    }

    /// The order costs something else than the buyer was shown. Nothing is charged; once told, the new total counts as
    /// shown.
    private func showAgain(_ review: ExternalReview, _ visit: ReviewVisit, isForm: Bool) async throws -> Response {
        let url = reviewURL(visit, isChanged: true)
        if isForm { return Answer.redirect(to: url) }
        try await service.noteShown(review)
        var data = JSONObject()
        data.add("message", "the total has changed; please look at it again")
        data.add("redirect_url", url)
        data.add("total_amount", review.calculation.dueText)
        data.add("currency", review.calculation.due.currency.code)
        return Answer.json(ButtonAnswer.failure(data: data.text), status: .badRequest)
    }

    private func reviewURL(_ visit: ReviewVisit, isChanged: Bool = false) -> String {
        let caller = visit.caller
        return addresses.reviewURL(
            mall: caller.mall,
            orderNumber: caller.orderNumber,
            key: caller.key,
            isChanged: isChanged
        )
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
        let answer = Answer.json(ButtonAnswer.failure(data: data.text), status: refusal.status(business: 400))
        return answer.waiting(after: refusal)
    }

    /// JSON for who wants it, else a page.
    private func trouble(
        _ error: any Error,
        _ request: Request,
        _ context: GatewayContext,
        _ shopURL: String?,
        isPage: Bool = false
    ) -> Response {
        let refusal = Refusal(of: error, context.logger)
        guard isPage || !request.wantsJSON else { return self.refusal(refusal, shopURL: shopURL ?? "") }
        let trouble = Trouble(error, refusal)
        let status = refusal.status(business: 400)
        return pages.trouble(trouble, request.language, status: status, back: shopURL).waiting(after: refusal)
    }

    private func visit(_ request: Request, _ context: GatewayContext) async throws -> ReviewVisit {
        try ReviewVisit(try await inbound.fields(of: request, context), from: inbound.source(request, context))
    }
}

extension Request {
    fileprivate var wantsJSON: Bool { headers[.accept]?.contains("application/json") ?? false }
    fileprivate var language: Language { Language(accepting: headers[.acceptLanguage]) }
}

extension Trouble {
    /// What a buyer is told of it.
    fileprivate init(_ error: any Error, _ refusal: Refusal) {
        if case .order(.alreadyPaid)? = error as? CheckoutRefusal {
            self = .closedPayment
            return
        }
        switch refusal.kind {
        case .request, .tooLarge: self = .badAddress
        case .notFound: self = .unknownPayment
        case .business: self = .unpayableOrder
        default: self = .unavailable
        }
    }
}
