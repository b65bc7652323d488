import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// `GET /pay/{key}`: the gateway's own way to a PG that needs more than an address.
struct PayPages: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let addresses: PublicAddresses
    let clock: any ProviderClock
    let random: any RandomSource
    let pages: Pages
    let payPage: PayPage

    func declare(in router: Router<GatewayContext>) {
        router.get("\(RouteTable.hostedPage)/:key", use: show)
    }

    private func show(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        guard let key = PaymentKey(try context.parameters.require("key")) else {
            return pages.trouble(.badAddress, language, status: .notFound)
        }
        do {
            guard let payment = try await store.payment(key) else {
                return pages.trouble(.unknownPayment, language, status: .notFound)
            }
            guard payment.canBePaid(at: clock.now()), let action = payment.action else {
                return sendHome(payment, language)
            }
            let device = BuyerDevice(userAgent: request.headers[.userAgent])
            return answer(action.action(for: device), for: payment, language)
        } catch {
            context.logger.error("a payment page failed", metadata: ["payment": "\(key.short)", "error": "\(error)"])
            return pages.trouble(.unavailable, language, status: .serviceUnavailable)
        }
    }

    /// A repeated checkout hands out the address of an attempt that is settling, unknown or pending (ledger, rule 8),
    /// and a browser may keep any. The callback brings the buyer to the shop with the result, and asks the PG first
    /// where that is not known. By its cancel door it approves nothing, and leaves evidence alone that an approval was
    /// begun with.
    private func sendHome(_ payment: Payment, _ language: Language) -> Response {
        let ways = addresses.checkoutURLs(for: payment)
        guard let news = PaymentNews(of: payment) else { return Answer.redirect(to: ways.success) }
        return pages.news(news, language, back: ways.cancel)
    }

    private func answer(_ action: CheckoutAction, for payment: Payment, _ language: Language) -> Response {
        let ways = PayPage.Ways(back: addresses.checkoutURLs(for: payment).cancel, home: payment.returnURL)
        switch action {
        case .redirect(let address): return Answer.redirect(to: address)
        case .form(let target, let fields, let charset):
            let form = PayPage.Form(action: target, fields: fields, charset: charset)
            return payPage.submitting(form, ways, language, nonce: nonce())
        case .page(let page):
            let origins = providers.manifest(of: payment.instance)?.pageOrigins ?? []
            return payPage.hosting(page, origins: origins, ways, language, nonce: nonce())
        case .byDevice:
            // `action(for:)` never leaves one.
            return pages.trouble(.unavailable, language, status: .serviceUnavailable)
        }
    }

    /// 128 bits, new for each answer, as CSP wants them.
    private func nonce() -> String { random.bytes(16).base64 }
}

extension Payment {
    /// Whether the buyer may still be sent to the PG: nothing was decided, and nobody took the attempt's place.
    fileprivate func canBePaid(at now: Timestamp) -> Bool {
        state == .awaitingBuyer && superseded == nil && now < expires
    }
}
