import HTTPTypes
import ProviderKit

/// Pebble: what the module is, what it can do, and its account.
public struct Pebble: PaymentProvider {
    public static let manifest = ProviderManifest(
        identifier: "pebble",
        name: LocalizedText("Pebble"),
        accountFields: [
            AccountField("merchantID", label: LocalizedText("Merchant ID"), isSecret: false, isIdentity: true),
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true),
        ],
        settingKeys: ["baseURL"],
        hosts: [.live: [Self.liveHost], .test: [Self.testHost]],
        currencies: [CurrencyRule(.krw, minimum: 100)],
        methods: ["card": "card"],
        approver: .gateway,
        inquiry: .presenceAndAbsence,
        // Pebble's documents: "a key is remembered for a day".
        idempotencyKeyLife: .seconds(86_400)
    )

    private static let liveHost = "api.pebble.example"
    private static let testHost = "sandbox-api.pebble.example"

    let line: PGLine
    let merchantID: String
    let secretKey: Secret

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let merchantID = faults.take(try account.require("merchantID").exposed)
        let secretKey = faults.take(try account.require("secretKey"))
        let line = faults.take(
            try PGLine(account, services, live: Self.liveHost, test: Self.testHost, deadline: .seconds(10))
        )
        guard let merchantID, let secretKey, let line else { throw faults.error }
        self.merchantID = merchantID
        self.secretKey = secretKey
        self.line = line
    }
}

extension Pebble {
    /// One change under an idempotency key: what was done before under this key is not done again.
    func change(
        _ path: String,
        _ request: PebbleRequest,
        key: OperationID
    ) async throws(ProviderError) -> PebblePayment {
        var headers = authorization
        if let name = HTTPField.Name("Idempotency-Key") { headers[name] = key.text }
        return try answer(try await line.post(path, headers, json: request))
    }

    /// A look moves nothing, so one without an answer can be made again. None is made behind a change that may have
    /// been carried out: that one's own answer counts.
    func look(at id: String) async throws(ProviderError) -> PebblePayment {
        do {
            return try answer(try await line.get("/payments/\(FormText.pathSegment(id))", authorization))
        } catch {
            throw error.code == .unknown ? ProviderError(.temporary, error.message) : error
        }
    }

    private var authorization: HTTPFields { .basic(merchantID, secretKey.exposed) }

    /// A refusal is sure: Pebble did nothing. What is no answer leaves open whether it did.
    private func answer(_ response: ProviderResponse) throws(ProviderError) -> PebblePayment {
        if response.status.code == 401 { throw ProviderError(.configuration, "Pebble does not know this account") }
        if response.status.code >= 500 { throw ProviderError(.unknown, "Pebble answered \(response.status.code)") }
        if let refusal = try? response.json(as: PebbleRefusal.self) {
            throw ProviderError(.invalidRequest, "Pebble refused", providerCode: refusal.error)
        }
        return try response.json(as: PebblePayment.self)
    }
}
