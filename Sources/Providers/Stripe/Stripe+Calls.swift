import HTTPTypes
import ProviderKit

extension Stripe {
    typealias Fields = [(name: String, value: String)]

    /// How long reading may take; the question has more to ask.
    private static let inquiryTime = Duration.seconds(8)

    private var headers: HTTPFields {
        var headers: HTTPFields = [.authorization: "Bearer \(secretKey.exposed)"]
        headers.set("Stripe-Version", Self.version)
        return headers
    }

    /// Reads one object.
    ///
    /// - Parameters:
    ///   - path: With names of Stripe's own in it, which are plain ASCII.
    ///   - query: Encoded as a form is.
    ///   - type: What is read.
    /// - Returns: The object.
    /// - Throws: ``ProviderError/Code/configuration`` where Stripe does not know it: then the key is another account's.
    ///   ``ProviderError/Code/temporary`` where Stripe gave no answer: reading moves nothing.
    func read<Value: Decodable & Sendable>(
        _ path: String,
        _ query: Fields = [],
        as type: Value.Type
    ) async throws(ProviderError) -> Value {
        let text = String(decoding: FormText.bytes(query), as: UTF8.self)
        let answer: StripeAnswer<Value>
        do {
            let line = line.within(Self.inquiryTime)
            let response = try await line.get(query.isEmpty ? path : "\(path)?\(text)", headers)
            answer = try response.stripe(as: type, mayHaveHappened: false)
        } catch {
            throw error.whileAsking
        }
        switch answer {
        case .value(let value): return value
        case .refused(let detail):
            let words = "this account at Stripe has nothing of that name"
            throw ProviderError(.configuration, words, providerCode: detail.name)
        }
    }

    /// Changes something, once for each key: Stripe keeps a key for 24 hours at least.
    func send<Value: Decodable & Sendable>(
        _ fields: Fields,
        to path: String,
        key: OperationID?,
        as type: Value.Type
    ) async throws(ProviderError) -> StripeAnswer<Value> {
        var headers = headers
        if let key { headers.set("Idempotency-Key", key.text) }
        let response = try await line.post(path, headers, form: fields)
        return try response.stripe(as: type, mayHaveHappened: true)
    }
}
