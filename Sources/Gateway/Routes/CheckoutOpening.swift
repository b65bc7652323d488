import Hummingbird
import Logging
import ProviderKit

/// A checkout request of Cafe24, the same for both flows (contract, A1 and A4).
struct CheckoutOpening: Sendable {
    let inbound: Inbound
    let gate: SourceGate
    let desk: CheckoutDesk
    let checkout: CheckoutService
    let addresses: PublicAddresses
    let refusalStatus: Int

    /// Opens the payment, or says why not; all three fields are in every answer.
    func answer(_ request: Request, _ context: GatewayContext, flow: Flow) async -> Response {
        do {
            try gate.admit(inbound.source(request, context))
            let message = try await inbound.message(request, context)
            let call = try checked { try CheckoutCall(try inbound.fields(message)) }
            let payment = try await checkout.open(try desk.request(call, flow: flow, from: message.source))
            let url = try addresses.paymentURL(of: payment)
            context.notes.add("payment", payment.key.short)
            return Answer.json(CheckoutAnswer(code: .success, message: "success", paymentURL: url).json)
        } catch {
            let refusal = Refusal(of: error, context.logger)
            let answer = CheckoutAnswer(code: .failure, message: refusal.message, paymentURL: "")
            return Answer.json(answer.json, status: refusal.status(business: refusalStatus))
        }
    }
}
