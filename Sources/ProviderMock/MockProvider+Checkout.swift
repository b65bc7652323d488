import ProviderKit

extension MockProvider {
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        let fault = try await faults.next(for: .checkout)
        try await begin(under: fault) { () async throws(ProviderError) in try await countCheckout(order) }
        if fault?.kind == .decline {
            try await countCheckout(order)
            throw ProviderError(.invalidRequest, "the PG refused the order", providerCode: "DECLINED")
        }
        let session = try await open(order)
        try await finish(under: fault)
        return CheckoutSession(
            .redirect(pages.address(of: session)),
            references: [session.id],
            expires: session.order.expires,
            amount: fault?.falsify(session.amount) ?? session.amount
        )
    }

    private func open(_ order: CheckoutOrder) async throws(ProviderError) -> Session {
        guard let repriced = order.repricing else {
            let fresh = session(order, .open)
            return try await sessions.insert(fresh) { existing throws(ProviderError) in
                try existing.reopen(fresh.order)
                existing.calls.checkout += 1
            }
        }
        let asked = Session.Order(order, approver: approver)
        let now = services.clock.now()
        let session = try await sessions.update(sessionID(of: repriced.key)) { session throws(ProviderError) in
            try session.reprice(asked, at: now)
            session.calls.checkout += 1
            return session
        }
        guard let session else {
            throw ProviderError(.invalidRequest, "no such session", providerCode: "NOT_FOUND")
        }
        return session
    }

    /// Remembers a call that opened nothing.
    private func countCheckout(_ order: CheckoutOrder) async throws(ProviderError) {
        if let repriced = order.repricing {
            let id = sessionID(of: repriced.key)
            _ = try await sessions.update(id) { session throws(ProviderError) in session.calls.checkout += 1 }
        } else {
            let unopened = session(order, .unopened)
            _ = try await sessions.insert(unopened) { existing throws(ProviderError) in existing.calls.checkout += 1 }
        }
    }

    private func session(_ order: CheckoutOrder, _ status: Session.Status) -> Session {
        var session = Session(
            id: sessionID(of: order.key),
            status: status,
            order: Session.Order(order, approver: approver),
            transaction: "mock_" + services.random.bytes(8).hexadecimal,
            key: order.key,
            merchant: merchant
        )
        session.calls.checkout = 1
        return session
    }
}
