import ProviderKit

extension MockProvider: PageServing {
    public func page(
        for request: InboundMessage,
        on listener: PageListener
    ) async throws(ProviderError) -> PageResponse {
        let steps = request.path.split(separator: "/").map(String.init)
        switch (listener, request.method, steps.first, steps.count) {
        case (.operations, "POST", "faults", 1): return try await orderFault(request)
        case (.operations, "GET", "ledger", 1): return try await ledger()
        case (.public, "GET", "pay", 2), (.public, "HEAD", "pay", 2): return try await show(steps[1], request)
        case (.public, "POST", "pay", 2): return try await choose(steps[1], request)
        case (.public, "POST", "pay", 3) where steps[2] == "deposit": return try await transfer(steps[1], request)
        default: return .notFound
        }
    }

    private func show(_ id: String, _ request: InboundMessage) async throws(ProviderError) -> PageResponse {
        let visit = PageVisit(request)
        guard let session = try await sessions.find(id) else { return missing(visit) }
        return .html(page(session, visit))
    }

    private func choose(_ id: String, _ request: InboundMessage) async throws(ProviderError) -> PageResponse {
        let visit = PageVisit(request)
        guard let outcome = request.form()["outcome"].flatMap(BuyerOutcome.init) else {
            guard let session = try await sessions.find(id) else { return missing(visit) }
            return .html(page(session, visit, .badOutcome), status: 400)
        }
        let now = services.clock.now()
        let account = newAccountNumber()
        return try await answer(id, visit) { session in session.react(to: outcome, at: now, account: account) }
    }

    private func transfer(_ id: String, _ request: InboundMessage) async throws(ProviderError) -> PageResponse {
        let now = services.clock.now()
        return try await answer(id, PageVisit(request)) { session in session.transfer(at: now) }
    }

    private func answer(
        _ id: String,
        _ visit: PageVisit,
        _ act: (inout Session) -> Session.Reaction
    ) async throws(ProviderError) -> PageResponse {
        let result = try await sessions.update(id) { session throws(ProviderError) in
            let reaction = session.status == .unopened ? nil : act(&session)
            return (session, reaction)
        }
        guard case (let session, let reaction?)? = result else { return missing(visit) }
        return switch reaction {
        case .returns(let door, let result):
            .seeOther(session.order.address(door).adding(["session": session.id, "result": result]))
        case .stays: .html(page(session, visit))
        case .depositImpossible: .html(page(session, visit, .depositImpossible), status: 409)
        case .depositDue, .over: .html(page(session, visit), status: 409)
        }
    }

    private func page(_ session: Session, _ visit: PageVisit, _ note: PageNote? = nil) -> String {
        let note = note ?? PageNote(session, at: services.clock.now())
        return pages.page(session, note, visit, isOver: note?.isLast ?? false)
    }

    private func missing(_ visit: PageVisit) -> PageResponse { .html(pages.page(.missing, visit), status: 404) }

    /// Fourteen digits, as Korean banks write them.
    private func newAccountNumber() -> String {
        services.random.bytes(14).map { String($0 % 10) }.joined()
    }
}
