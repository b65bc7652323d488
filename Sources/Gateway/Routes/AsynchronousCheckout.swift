import HTTPTypes
import Hummingbird
import ProviderKit

/// Asynchronous checkout (contract, A4 and A5): Cafe24 learns the result from a notification. What the redirect says
/// binds nothing, so it says what is known and gives no key.
struct AsynchronousCheckout {
    let opening: CheckoutOpening
    let buyerReturn: BuyerReturn

    func declare(in router: Router<GatewayContext>) {
        router.post(RouterPath(RouteTable.asynchronousCheckout), use: open)
        router.get(RouterPath(RouteTable.asynchronousCallback), use: callback)
        router.post(RouterPath(RouteTable.asynchronousCallback), use: callback)
    }

    private func open(_ request: Request, _ context: GatewayContext) async throws -> Response {
        await opening.answer(request, context, flow: .asynchronous)
    }

    private func callback(_ request: Request, _ context: GatewayContext) async throws -> Response {
        try await buyerReturn.answer(request, context, flow: .asynchronous) { payment, isSettled, language in
            let code = isSettled ? Self.code(for: payment) : .failure
            return payment.returnAddress(code, in: language, isKeyTold: false)
        }
    }

    private static func code(for payment: Payment) -> ResultCode {
        guard payment.superseded == nil else { return .failure }
        switch payment.state {
        case .paid, .partiallyCancelled, .pending: return .success
        case .declined: return .declined
        default: return .failure
        }
    }
}
