import ProviderKit

extension KakaoPay {
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        guard let state = try payment.kakaoState() else {
            return PaymentSnapshot(.absent, paid: .zero(payment.amount.currency))
        }
        switch evidence {
        case .returned(let message, via: .success):
            guard let token = message.form()["pg_token"], !token.isEmpty else {
                throw ProviderError(.rejectedMessage, "the return has no pg_token")
            }
            guard let approval else { return try await look(at: payment, state) }
            return try await approve(token, payment, state, approval)
        case .returned(_, via: .cancel), .returned(_, via: .failure):
            var snapshot = try await look(at: payment, state)
            // These addresses come bare; where nobody has paid, the buyer has given up.
            if snapshot.status == .open { snapshot.status = .abandoned }
            return snapshot
        case .notified, .inquiry:
            return try await look(at: payment, state)
        }
    }

    func look(at payment: PaymentReference, _ state: KakaoState) async throws(ProviderError) -> PaymentSnapshot {
        let found = try await ask(state)
        return try found.snapshot(of: payment, state, at: clock.now())
    }

    /// - Throws: ``ProviderError/Code/temporary`` where KakaoPay gave no answer: an inquiry moves nothing.
    func ask(_ state: KakaoState) async throws(ProviderError) -> KakaoOrder {
        let answer: KakaoAnswer<KakaoOrder>
        do {
            answer = try await api.order(state.tid)
        } catch {
            throw error.whileAsking
        }
        switch answer {
        case .value(let found): return found
        case .failed(let failure): throw failure.whileAsking
        }
    }

    /// An approval has no key to repeat it by, so KakaoPay is asked first whether it happened already.
    private func approve(
        _ token: String,
        _ payment: PaymentReference,
        _ state: KakaoState,
        _ approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        let found = try await ask(state)
        guard found.knownStatus?.isOpen ?? false else {
            return try found.snapshot(of: payment, state, at: clock.now())
        }
        try found.check(isFor: payment, state)
        let body = KakaoApproval(
            tid: state.tid,
            orderID: payment.key.text,
            userID: state.userID,
            token: token,
            total: payment.amount.minorUnits,
            payload: approval.text
        )
        switch try await api.approve(body) {
        case .value(let approved): return try await accept(approved, payment, state)
        case .failed(let failure): return try await settle(failure, payment, state)
        }
    }

    private func settle(
        _ failure: KakaoFailure,
        _ payment: PaymentReference,
        _ state: KakaoState
    ) async throws(ProviderError) -> PaymentSnapshot {
        if let error = failure.atOnce { throw error }
        // An approval that was lost on the way may have come through meanwhile.
        let found = try await askInDoubt(failure, state)
        let snapshot = try found.snapshot(of: payment, state, at: clock.now())
        switch snapshot.status {
        case .open, .expired, .declined:
            return PaymentSnapshot(
                .declined(code: failure.code, message: failure.message),
                paid: .zero(payment.amount.currency)
            )
        default:
            return snapshot
        }
    }

    /// After a call that may have moved money, an inquiry that fails leaves it unknown.
    func askInDoubt(_ failure: KakaoFailure, _ state: KakaoState) async throws(ProviderError) -> KakaoOrder {
        do {
            return try await ask(state)
        } catch {
            throw failure.doubt
        }
    }
}
