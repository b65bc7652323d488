import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// Synchronous checkout (contract, A1 to A3): Cafe24 opens a payment, the buyer pays and returns, Cafe24 reads how it
/// went.
struct SynchronousCheckout {
    let opening: CheckoutOpening
    let buyerReturn: BuyerReturn
    let status: StatusService

    func declare(in router: Router<GatewayContext>) {
        router.post(RouterPath(RouteTable.synchronousCheckout), use: open)
        router.get(RouterPath(RouteTable.synchronousCallback), use: callback)
        router.post(RouterPath(RouteTable.synchronousCallback), use: callback)
        router.get(RouterPath(RouteTable.synchronousStatus), use: status)
        router.post(RouterPath(RouteTable.synchronousStatus), use: status)
    }

    private func open(_ request: Request, _ context: GatewayContext) async throws -> Response {
        await opening.answer(request, context, flow: .synchronous)
    }

    /// The verdict is written down before the buyer is sent on, because Cafe24 reads the status right after.
    private func callback(_ request: Request, _ context: GatewayContext) async throws -> Response {
        try await buyerReturn.answer(request, context, flow: .synchronous) { payment, isSettled, language in
            let said =
                try await isSettled
                ? status.giveVerdict(payment.key) : status.giveVerdictInTrouble(payment.key)
            let isGood = said.verdict == .paid || said.awaitsDeposit
            return payment.returnAddress(isGood ? .success : .failure, in: language, isKeyTold: true)
        }
    }

    private func status(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            try opening.gate.admit(opening.inbound.source(request, context))
            let fields = try await opening.inbound.fields(of: request, context)
            return Answer.json(try await status.answer(try key(fields)))
        } catch {
            return Answer.refusal(Refusal(of: error, context.logger), business: opening.refusalStatus)
        }
    }

    /// A text that is no key of ours is unknown, not faulty (contract, A3).
    private func key(_ fields: RequestFields) throws -> PaymentKey {
        guard let text = fields["key"] else { throw Refusal(.request, "key is missing") }
        guard let key = PaymentKey(text) else { throw Refusal(.notFound, "no payment has this key") }
        return key
    }
}
