import HTTPTypes
import ProviderKit

/// The malls' tokens, refreshed one at a time for each mall: a refresh token dies with its first use, so two refreshes
/// side by side would lose the mall (contract, B7).
actor AdminTokens {
    /// A token that ends sooner than this is refreshed before it is used.
    static let leastTimeLeft = Duration.seconds(60)

    private let store: any CredentialStore
    private let undertakings: Undertakings
    private let clock: any ProviderClock
    private var refreshing: [String: Task<AdminToken, any Error>] = [:]

    init(store: any CredentialStore, undertakings: Undertakings, clock: any ProviderClock) {
        self.store = store
        self.undertakings = undertakings
        self.clock = clock
    }

    /// A token to ask with now.
    ///
    /// - Parameters:
    ///   - mall: Whose token.
    ///   - exchange: Where a refresh is asked for.
    /// - Returns: The token.
    /// - Throws: ``AdminAPIError/Code/noToken`` where the mall never gave one,
    ///   ``AdminAPIError/Code/mustReauthorise`` where it is dead; the database's error.
    func token(of mall: String, by exchange: AdminExchange) async throws -> AdminToken {
        guard let kept = try await store.token(of: mall) else { throw AdminAPIError.noToken(mall) }
        guard kept.token.accessExpires <= clock.now() + Self.leastTimeLeft else { return kept.token }
        return try await refreshed(kept.token, of: mall, by: exchange)
    }

    /// A newer token than one that the API refused. All who ask while a refresh is under way share its answer.
    ///
    /// - Parameters:
    ///   - refused: The token that was refused.
    ///   - mall: Its mall.
    ///   - exchange: Where it is asked for.
    /// - Returns: Another token.
    /// - Throws: As ``token(of:by:)``.
    func refreshed(_ refused: AdminToken, of mall: String, by exchange: AdminExchange) async throws -> AdminToken {
        if let task = refreshing[mall] { return try await task.value }
        // A task of its own: whoever hangs up must not lose the new token between Cafe24 and the database.
        let task = Task { [undertakings] in
            try await undertakings.carryOut { try await self.refresh(refused, of: mall, by: exchange) }
        }
        refreshing[mall] = task
        defer { refreshing[mall] = nil }
        return try await task.value
    }

    private func refresh(_ refused: AdminToken, of mall: String, by exchange: AdminExchange) async throws -> AdminToken
    {
        guard let kept = try await store.token(of: mall) else { throw AdminAPIError.noToken(mall) }
        // Another process, or an earlier request, has been here already.
        guard kept.token.access == refused.access else { return kept.token }
        guard kept.token.refreshExpires > clock.now() else {
            throw AdminAPIError(.mustReauthorise, "the refresh token of \(mall) is too old")
        }
        let answer = try await exchange.send(call(kept.token, exchange.settings), to: mall)
        guard answer.isSuccess else { return try await rotatedElsewhere(mall, since: kept.version, answer) }
        guard let body = answer.body, let new = AdminToken(body, of: mall) else {
            throw AdminAPIError(.badAnswer, "the token answer for \(mall) is not one")
        }
        guard try await store.saveToken(new, of: mall, replacing: kept.version) else {
            return try await store.token(of: mall)?.token ?? new
        }
        return new
    }

    /// A refused refresh may only mean that another process was faster.
    private func rotatedElsewhere(
        _ mall: String,
        since version: Int64,
        _ answer: AdminExchange.Answer
    ) async throws -> AdminToken {
        if let kept = try await store.token(of: mall), kept.version != version { return kept.token }
        let error = AdminAPIError(status: answer.status, answer.body)
        throw AdminAPIError(.mustReauthorise, "refreshing \(mall): \(error.message)")
    }

    private func call(_ token: AdminToken, _ settings: Cafe24Settings) -> AdminExchange.Call {
        let basic = "\(settings.clientID):\(settings.clientSecret.exposed)".utf8.base64
        let form = "grant_type=refresh_token&refresh_token=\(OutsideURL.percentEncoded(token.refresh.exposed))"
        return AdminExchange.Call(
            method: .post,
            path: "/api/v2/oauth/token",
            headers: [.authorization: "Basic \(basic)", .contentType: "application/x-www-form-urlencoded"],
            body: Array(form.utf8),
            mayRepeatUnknown: false
        )
    }
}

extension AdminAPIError {
    fileprivate static func noToken(_ mall: String) -> AdminAPIError {
        AdminAPIError(.noToken, "\(mall) has not authorised the app")
    }
}
