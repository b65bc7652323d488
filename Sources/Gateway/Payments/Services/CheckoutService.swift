import Logging
import ProviderKit

/// Opens payments: intent first, then the PG's session (ledger, rules 1 and 8).
struct CheckoutService: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let settlement: SettlementService
    let addresses: PublicAddresses
    /// Those that a repeated request is asking the PG about right now.
    let doubtful: PaymentsInHand
    let signals: PaymentSignals
    let undertakings: Undertakings
    let waits: BoundedWaits
    /// How long a request waits for the session, whoever opens it: as long as Cafe24 is believed to wait.
    let patience: Duration
    let clock: any ProviderClock
    let random: any RandomSource
    let userTokens: UserTokens
    let logger: Logger

    /// How long a buyer has to pay, where the PG does not say.
    static let sessionLife = Duration.seconds(30 * 60)

    /// Opens a payment, or finds the one the same request opened before.
    ///
    /// - Returns: A payment with an open session.
    /// - Throws: ``CheckoutRefusal``, or the database's error.
    func open(_ request: CheckoutRequest) async throws -> Payment {
        let asked = clock.now()
        let deadline = asked + patience
        var hasLooked = false
        while clock.now() < deadline {
            let now = clock.now()
            let key = PaymentKey(from: random)
            var new = Payment(opening: request.attempt, key: key, expires: now + Self.sessionLife, at: now)
            if request.awaitsPrice { new.verdict = .notPaid }
            let opening = try await store.open(request.attempt.order, at: now) { [new] attempts in
                Opening.decide(request.attempt, among: attempts, new: new, at: now)
            }
            switch opening {
            case .attempt(let payment, _):
                let opened = try await waits.result(by: deadline) { try await openSession(of: payment, request) }
                guard let opened else { throw CheckoutRefusal.busy }
                return opened
            case .existing(let payment) where payment.canOnlyFail && !hasLooked:
                // What is found decides the request anew; half of the patience is left for that.
                hasLooked = true
                try await lookFirst(at: payment, until: now + patience / 2)
            case .existing(let payment):
                return try await repeated(request.attempt, payment)
            case .inProgress(let key):
                if let payment = try await opened(key, asked: asked, by: deadline) { return payment }
            case .refused(let refusal):
                throw CheckoutRefusal.order(refusal)
            }
        }
        throw CheckoutRefusal.busy
    }

    private func openSession(of payment: Payment, _ request: CheckoutRequest) async throws -> Payment {
        defer { signals.signal(payment.key) }
        do {
            let provider = try await providers.provider(of: payment.accountID)
            let session = try await provider.checkout(order(payment, request))
            try refuseOtherAmount(session, of: payment)
            let approver = provider.approver
            return try await store.change(payment.key) { [now = clock.now()] record in
                record.sessionOpened(session, approver: approver, at: now)
                return record.payment
            }
        } catch let error as ProviderError {
            warn(of: error, payment)
            try await store.change(payment.key) { [now = clock.now()] record in
                record.openingFailed(error, at: now)
            }
            throw CheckoutRefusal.provider(error)
        }
    }

    /// Only the shop's account or settings at the PG can be mended, so whoever watches the log must know whose they are.
    func warn(of error: ProviderError, _ payment: Payment) {
        guard error.code == .configuration else { return }
        logger.warning(
            "the payment company does not accept the shop's account",
            metadata: [
                "mall": "\(payment.order.mall)", "shop": "\(payment.order.shop)", "instance": "\(payment.instance)",
                "payment": "\(payment.key.short)", "reason": "\(error.message)",
            ]
        )
    }

    func refuseOtherAmount(_ session: CheckoutSession, of payment: Payment) throws(ProviderError) {
        guard let amount = session.amount, amount != payment.amount else { return }
        throw ProviderError(.conflict, "the session was opened over \(amount) instead of \(payment.amount)")
    }

    func order(_ payment: Payment, _ request: CheckoutRequest) -> CheckoutOrder {
        CheckoutOrder(
            key: payment.key,
            amount: payment.amount,
            isAmountFinal: !request.awaitsPrice,
            amountText: payment.amountText,
            title: request.title,
            taxFree: request.taxFree,
            buyer: request.buyer,
            userToken: request.buyerID.map { userTokens.token(for: $0, mall: payment.order.mall) },
            language: request.language,
            clientAddress: request.clientAddress,
            urls: addresses.checkoutURLs(for: payment),
            // While the price is not fixed no deposit is taken, and the PG waits for the return.
            allowsDelayed: payment.canBeToldLater && !request.awaitsPrice,
            isToldByReturn: payment.flow == .synchronous || request.awaitsPrice,
            expires: payment.expires,
            operation: OperationID(from: random)
        )
    }

    /// The newest addresses count; without news nothing is written.
    private func repeated(_ request: AttemptRequest, _ payment: Payment) async throws -> Payment {
        let isSame =
            payment.returnURL == request.returnURL && payment.notificationURL == request.notificationURL
            && payment.extraData == request.extraData
        guard !isSame else { return payment }
        return try await store.change(payment.key) { [now = clock.now()] record in
            record.requestRepeated(request, at: now)
            return record.payment
        }
    }
}
