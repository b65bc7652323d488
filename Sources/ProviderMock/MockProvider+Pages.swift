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
        case (.public, "GET", "pay", 2): return try await show(steps[1], request)
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
        let form = request.form()
        guard let outcome = form["outcome"].flatMap(BuyerOutcome.init) else {
            return try await complain(.badOutcome, id, visit)
        }
        guard let plan = WebhookPlan(form: form) else { return try await complain(.badWebhooks, id, visit) }
        let now = services.clock.now()
        let account = newAccountNumber()
        return try await answer(id, visit) { session in
            session.react(to: outcome, at: now, account: account, webhooks: plan)
        }
    }

    private func transfer(_ id: String, _ request: InboundMessage) async throws(ProviderError) -> PageResponse {
        let visit = PageVisit(request)
        guard let plan = WebhookPlan(form: request.form()) else { return try await complain(.badWebhooks, id, visit) }
        let now = services.clock.now()
        let isPlanned = plan != WebhookPlan()
        return try await answer(id, visit) { session in session.transfer(at: now, webhooks: isPlanned ? plan : nil) }
    }

    private func complain(
        _ note: PageNote,
        _ id: String,
        _ visit: PageVisit
    ) async throws(ProviderError) -> PageResponse {
        guard let session = try await sessions.find(id) else { return missing(visit) }
        return .html(page(session, visit, note), status: 400)
    }

    private func answer(
        _ id: String,
        _ visit: PageVisit,
        _ act: (inout Session) -> Session.Reaction
    ) async throws(ProviderError) -> PageResponse {
        let result = try await sessions.update(id) { session throws(ProviderError) in
            let before = session
            let reaction = session.status == .unopened ? nil : act(&session)
            return (session, reaction, session.event(since: before))
        }
        guard case (let session, let reaction?, let event)? = result else { return missing(visit) }
        if let event { try await announceAtButton(event, of: session) }
        return switch reaction {
        case .returns(let door, let result):
            .seeOther(session.order.address(door).adding(["session": session.id, "result": result]))
        case .stays: .html(page(session, visit))
        case .depositImpossible: .html(page(session, visit, .depositImpossible), status: 409)
        case .depositIssued: .html(page(session, visit, .depositIssued), status: 409)
        case .noDeposit: .html(page(session, visit, .noDeposit), status: 409)
        case .over: .html(page(session, visit), status: 409)
        }
    }

    private func page(_ session: Session, _ visit: PageVisit, _ note: PageNote? = nil) -> String {
        let note = note ?? PageNote(session, at: services.clock.now())
        return pages.page(session, note, visit, isOver: note?.isLast ?? false)
    }

    private func missing(_ visit: PageVisit) -> PageResponse { .html(pages.page(.missing, visit), status: 404) }

    /// Fourteen digits, as Korean banks write them.
    func newAccountNumber() -> String {
        services.random.bytes(14).map { String($0 % 10) }.joined()
    }
}
