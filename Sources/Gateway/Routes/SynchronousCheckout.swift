import HTTPTypes
import Hummingbird
import Logging
import ProviderKit

/// Synchronous checkout (contract, A1 to A3): Cafe24 opens a payment, the buyer pays and returns, Cafe24 reads how it
/// went.
struct SynchronousCheckout {
    let inbound: Inbound
    let gate: SourceGate
    let desk: CheckoutDesk
    let checkout: CheckoutService
    let settlement: SettlementService
    let status: StatusService
    let addresses: PublicAddresses
    let pages: Pages
    let refusalStatus: Int

    func declare(in router: Router<GatewayContext>) {
        router.post(RouterPath(RouteTable.synchronousCheckout), use: open)
        router.get(RouterPath(RouteTable.synchronousCallback), use: callback)
        router.post(RouterPath(RouteTable.synchronousCallback), use: callback)
        router.get(RouterPath(RouteTable.synchronousStatus), use: status)
        router.post(RouterPath(RouteTable.synchronousStatus), use: status)
    }

    // MARK: A1

    private func open(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            try gate.admit(inbound.source(request, context))
            let message = try await inbound.message(request, context)
            let call = try checked { try CheckoutCall(try inbound.fields(message)) }
            let asked = try desk.request(call, flow: .synchronous, from: message.source)
            let payment = try await opened(asked)
            guard let url = addresses.paymentURL(of: payment) else {
                throw Refusal(.unavailable, "the payment page is not ready; please try again")
            }
            context.notes.add("payment", payment.key.short)
            return Answer.json(CheckoutAnswer(code: .success, message: "success", paymentURL: url).json)
        } catch {
            let refusal = Refusal(of: error, context.logger)
            let answer = CheckoutAnswer(code: .failure, message: refusal.message, paymentURL: "")
            return Answer.json(answer.json, status: refusal.status(business: refusalStatus))
        }
    }

    private func opened(_ request: CheckoutRequest) async throws -> Payment {
        do {
            return try await checkout.open(request)
        } catch let refusal as CheckoutRefusal {
            throw Refusal(refusal)
        }
    }

    // MARK: A2

    /// Behind the order's discovery every trouble ends in a redirect with `9999`: a buyer is never left standing.
    private func callback(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        guard let text = request.uri.queryParameters["key"], let key = PaymentKey(text) else {
            return pages.trouble(.badAddress, language, status: .badRequest)
        }
        let found = try? await checkout.store.payment(key)
        guard let payment = found ?? nil, payment.flow == .synchronous else {
            return pages.trouble(.unknownPayment, language, status: .notFound)
        }
        do {
            let door = request.uri.queryParameters["door"].flatMap { ReturnDoor(rawValue: String($0)) } ?? .success
            let message = try await inbound.message(request, context)
            let settled = try await settlement.settleReturn(key, message, via: door)
            if case .buyerActs(let resume)? = settled.providerStatus, settled.state == .awaitingBuyer {
                return Answer.redirect(to: resume)
            }
            return sendBack(settled, try await status.giveVerdict(key))
        } catch {
            context.logger.error(
                "a return ended in trouble",
                metadata: ["payment": "\(key.short)", "error": "\(error)"]
            )
            return sendBack(payment, await verdictInTrouble(key))
        }
    }

    /// What is told binds, so it is written down where the database still can. Where it cannot, the buyer is sent on
    /// all the same.
    private func verdictInTrouble(_ key: PaymentKey) async -> (verdict: Verdict, awaitsDeposit: Bool) {
        (try? await status.giveVerdict(key)) ?? (.notPaid, awaitsDeposit: false)
    }

    private func sendBack(_ payment: Payment, _ said: (verdict: Verdict, awaitsDeposit: Bool)) -> Response {
        let isGood = said.verdict == .paid || said.awaitsDeposit
        var items = [
            ("result_code", (isGood ? ResultCode.success : .failure).rawValue),
            ("result_message", isGood ? "success" : payment.failureWords),
            ("key", payment.key.text),
        ]
        if let extraData = payment.extraData { items.append(("extra_data", extraData)) }
        return Answer.redirect(to: AddressQuery.adding(items, to: payment.returnURL))
    }

    // MARK: A3

    private func status(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            try gate.admit(inbound.source(request, context))
            let fields = try inbound.fields(try await inbound.message(request, context))
            let text = try checked { try fields.required("key", max: 64) }
            guard let key = PaymentKey(text) else { throw Refusal(.notFound, "no payment has this key") }
            return Answer.json(try await status.answer(key))
        } catch {
            let refusal = Refusal(of: error, context.logger)
            var object = JSONObject()
            object.add("result_code", ResultCode.failure.rawValue)
            object.add("result_message", refusal.message)
            return Answer.json(object.text, status: refusal.status(business: refusalStatus))
        }
    }
}

extension Payment {
    /// Why it failed, for the buyer's return. The PG's words are for the operator; the mall gets a plain sentence.
    fileprivate var failureWords: String {
        switch state {
        case .declined: "the payment was declined"
        case .abandoned: "the payment was cancelled"
        case .expired: "the payment took too long"
        default: "the payment was not completed"
        }
    }
}
