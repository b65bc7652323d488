import HTTPTypes
import ProviderKit

/// Calls to PayPal's REST API, under an access token that is fetched when one is needed.
struct PayPalAPI: Sendable {
    /// How long reading, or getting a token, may take; the question has more to ask.
    private static let inquiryTime = Duration.seconds(8)

    var line: PGLine
    let clock: any ProviderClock
    let clientID: String
    let clientSecret: Secret
    private let tokens = SharedFetches<String, PayPalToken>(limit: 1)

    init(line: PGLine, clock: any ProviderClock, clientID: String, clientSecret: Secret) {
        self.line = line
        self.clock = clock
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// Reads, which moves nothing: whatever goes wrong, it may be asked again.
    ///
    /// - Returns: `nil` where PayPal knows no such thing.
    func read<Value: Decodable>(_ path: String, as type: Value.Type) async throws(ProviderError) -> Value? {
        do throws(ProviderError) {
            let answer = try await authorized { (token) async throws(ProviderError) in
                try await line.within(Self.inquiryTime).get(path, token.fields)
            }
            if answer.status == .ok { return try answer.json(as: type) }
            let refusal = try PayPalRefusal(answer)
            // In PayPal's own words: somebody else's 404 on the way proves nothing.
            guard answer.status == .notFound else { throw refusal.error }
            return nil
        } catch {
            throw error.whileAsking
        }
    }

    /// Sends something to be done once, however often it is sent.
    ///
    /// - Parameters:
    ///   - path: The resource.
    ///   - body: Encoded as JSON.
    ///   - requestID: `PayPal-Request-Id`, at most 108 characters.
    /// - Returns: PayPal's answer, whatever its status, the whole resource in it.
    /// - Throws: What the line throws; ``ProviderError/Code/configuration`` where the credentials are refused.
    func post(_ path: String, _ body: some Encodable, requestID: String) async throws(ProviderError) -> ProviderResponse
    {
        let bytes = try body.jsonBytes()
        return try await authorized { (token) async throws(ProviderError) in
            var fields = token.fields
            fields.set("PayPal-Request-Id", requestID)
            fields.set("Prefer", "return=representation")
            return try await line.post(path, fields, json: bytes)
        }
    }

    /// A token that PayPal refuses is dropped, and a new one tried once; a call refused so did nothing.
    private func authorized(
        _ call: (PayPalToken) async throws(ProviderError) -> ProviderResponse
    ) async throws(ProviderError) -> ProviderResponse {
        let token = try await token()
        let answer = try await call(token)
        guard answer.status == .unauthorized else { return answer }
        await tokens.forget(clientID) { $0 == token }
        let second = try await call(try await self.token())
        guard second.status != .unauthorized else {
            throw ProviderError(.configuration, "PayPal refuses its own access token", providerCode: "401")
        }
        return second
    }

    private func token() async throws(ProviderError) -> PayPalToken {
        try await tokens.value(for: clientID, isFresh: { [now = clock.now()] in now < $0.expires }) {
            () async throws(ProviderError) in try await fetchToken()
        }
    }

    /// Without a token nothing was asked yet, so that any trouble here is temporary or in the credentials.
    private func fetchToken() async throws(ProviderError) -> PayPalToken {
        let asked = clock.now()
        do throws(ProviderError) {
            let answer = try await line.within(Self.inquiryTime).post(
                "/v1/oauth2/token",
                .basic(clientID, clientSecret.exposed),
                form: [("grant_type", "client_credentials")]
            )
            switch answer.status.code {
            case 200: return PayPalToken(try answer.json(as: PayPalToken.Grant.self), asked: asked)
            case 400, 401, 403:
                throw ProviderError(.configuration, "PayPal refuses clientId and clientSecret")
            default: throw ProviderError(.temporary, "PayPal gives no access token [\(answer.status.code)]")
            }
        } catch {
            throw error.whileAsking
        }
    }
}
