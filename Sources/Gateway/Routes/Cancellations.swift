import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderKit

/// Cancellations (contract, A14 and A15): synchronous ones are answered when the money is back, asynchronous ones when
/// they are accepted.
struct Cancellations {
    let inbound: Inbound
    let gate: SourceGate
    let desk: CancellationDesk
    /// `nil` where Cafe24 is not asked.
    let confirmation: CancellationConfirmation?
    let service: CancellationService
    /// How long Cafe24 is believed to wait.
    let patience: Duration
    let refusalStatus: Int

    func declare(in router: Router<GatewayContext>) {
        for path in [RouteTable.synchronousCancellation, RouteTable.synchronousRefund] {
            router.post(RouterPath(path)) { try await answer($0, $1, isAsynchronous: false) }
        }
        for path in [RouteTable.asynchronousCancellation, RouteTable.asynchronousRefund] {
            router.post(RouterPath(path)) { try await answer($0, $1, isAsynchronous: true) }
        }
    }

    private func answer(_ request: Request, _ context: GatewayContext, isAsynchronous: Bool) async throws -> Response {
        do {
            let arrived = service.clock.now()
            let deadline = arrived + patience
            try gate.admit(inbound.source(request, context))
            let fields = try await inbound.fields(of: request, context)
            let call = try checked { try CancellationCall(fields) }
            let (payment, asked) = try await desk.request(call, isAsynchronous: isAsynchronous)
            let decision = try await decide(asked, payment, arrived: arrived, until: deadline)
            let result = try await result(of: decision, payment.key, isAsynchronous, until: deadline)
            return answer(result, decision, payment, until: deadline, context)
        } catch {
            return Answer.refusal(Refusal(of: error, context.logger), business: refusalStatus)
        }
    }

    /// What moves no money needs nobody's confirmation. However long that takes, and however late the body came: what
    /// was told to others since the request arrived was not known to whoever sent it.
    private func decide(
        _ request: CancellationRequest,
        _ payment: Payment,
        arrived: Timestamp,
        until deadline: Timestamp
    ) async throws -> CancellationDecision {
        if let confirmation {
            let decision = try await service.decideWithoutMoney(request, of: payment.key, arrived: arrived)
            if let decision { return decision }
            try await confirmation.confirm(request, of: payment, arrived: arrived, until: deadline)
        }
        return try await service.decide(request, of: payment.key, origin: .cafe24, arrived: arrived)
    }

    private func result(
        of decision: CancellationDecision,
        _ key: PaymentKey,
        _ isAsynchronous: Bool,
        until deadline: Timestamp
    ) async throws -> CancellationService.Result {
        switch decision {
        case .doneBefore: return .done
        case .refused(let refusal): throw Refusal(.business, refusal.words)
        case .operation(let operation):
            // Accepted is all an asynchronous answer says; the reconciler sends it, and a notification follows.
            guard !isAsynchronous else { return .done }
            return try await service.carryThrough(operation, of: key, until: deadline)
        }
    }

    private func answer(
        _ result: CancellationService.Result,
        _ decision: CancellationDecision,
        _ payment: Payment,
        until deadline: Timestamp,
        _ context: GatewayContext
    ) -> Response {
        let refused = HTTPResponse.Status(code: refusalStatus)
        let told = service.clock.now()
        switch result {
        case .done:
            return Answer.result(.success, "success", to: context.connection) {
                try await mark(decision, payment.key, told: told, until: deadline, context.logger)
            } unheard: {
                notTold(decision, payment.key)
            }
        case .refused(let words):
            return Answer.result(.failure, words, status: refused, to: context.connection) {
                try await mark(decision, payment.key, told: told, until: deadline, context.logger)
            }
        case .underWay:
            notTold(decision, payment.key)
            let words =
                "the payment company has not confirmed it yet; the same request asks again and cancels only once"
            return Answer.result(.failure, words, status: refused)
        }
    }

    private func notTold(_ decision: CancellationDecision, _ key: PaymentKey) {
        if case .operation(let operation) = decision { service.notTold(operation, of: key) }
    }

    /// Made after the answer: what was not written to an open connection within `patience` was not told (ledger,
    /// rule 9).
    private func mark(
        _ decision: CancellationDecision,
        _ key: PaymentKey,
        told moment: Timestamp,
        until deadline: Timestamp,
        _ logger: Logger
    ) async throws {
        guard case .operation(let operation) = decision else { return }
        guard service.clock.now() <= deadline else { return notTold(decision, key) }
        do {
            try await service.told(operation, of: key, at: moment)
        } catch {
            logger.error("an answer could not be marked as told", metadata: ["payment": "\(key.short)"])
        }
    }
}
