import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// The payment button's request for a payment (contract, A10).
struct ExternalCheckoutPayload: Sendable {
    let inbound: Inbound
    let desk: PayloadDesk
    let service: ExternalCheckoutService
    let addresses: PublicAddresses

    func declare(in router: Router<GatewayContext>) {
        router.post(RouterPath(RouteTable.externalPayload), use: payload)
        router.on(RouterPath(RouteTable.externalPayload), method: .options, use: CrossOrigin.writing.preflight)
    }

    private func payload(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            let message = try await inbound.message(request, context)
            let call = try checked { try PayloadCall(try inbound.fields(message)) }
            let order = try desk.order(call, from: Visitor(message.headers))
            let metadata: Logger.Metadata = ["mall": "\(order.shop.mall)", "hash": "\(order.form)"]
            context.logger.info("payload", metadata: metadata)
            let data = try handOver(order, try await service.begin(order, from: message.source))
            return CrossOrigin.writing.opened(Answer.json(ButtonAnswer.success(data)))
        } catch {
            let refusal = Refusal(of: error, context.logger)
            let answer = Answer.json(ButtonAnswer.failure(refusal.message), status: refusal.status(business: 400))
            return CrossOrigin.writing.opened(answer.waiting(after: refusal))
        }
    }

    /// What the button needs to send the buyer on. Where the PG's own script is to run in the shop's page, its data is
    /// there too.
    private func handOver(_ order: PayloadDesk.Order, _ beginning: ExternalCheckoutService.Beginning) throws -> String {
        var object = JSONObject()
        switch beginning {
        case .review(let key):
            let url = addresses.reviewURL(mall: order.shop.mall, orderNumber: order.number, key: key)
            object.add("redirect_url", url)
            object.add("reference_no", order.number)
        case .payment(let payment):
            object.add("redirect_url", try addresses.paymentURL(of: payment))
            object.add("reference_no", order.number)
            if case .page(let page)? = payment.action { object.add("page", json: Self.json(page)) }
        }
        return object.text
    }

    private static func json(_ page: HostedPage) -> String {
        var fields = JSONObject()
        for field in page.fields { fields.add(field.name, field.value) }
        var object = JSONObject()
        object.add("scripts", json: "[\(page.scripts.map(JSONText.quoted).joined(separator: ","))]")
        object.add("fields", json: fields.text)
        object.add("data", json: page.data)
        return object.text
    }
}
