import Foundation
import HTTPTypes
import Logging
import ProviderKit

extension SamplePay {
    /// One call, and the answer as it is; what is no answer is unknown.
    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: SampleRequest? = nil,
        key: String? = nil
    ) async throws(ProviderError) -> SampleAnswer {
        let response = try await send(method, path, body, key)
        if response.status.code >= 500 {
            throw ProviderError(.unknown, "status \(response.status.code)", providerCode: "5xx")
        }
        return try decode(response)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: SampleRequest?,
        _ key: String?
    ) async throws(ProviderError) -> ProviderResponse {
        let parts = origin.split(separator: "/")
        var fields: HTTPFields = [.authorization: "Sample \(secretKey.exposed)", .contentType: "application/json"]
        if let key, let name = HTTPField.Name("Idempotency-Key") { fields[name] = key }
        if flaw == .logsItsCredential { services.logger.debug("asking with \(fields[.authorization] ?? "")") }
        let isElsewhere = flaw == .asksElsewhere && method == .get
        let request = HTTPRequest(
            method: method,
            scheme: String(parts[0].dropLast()),
            authority: isElsewhere ? "backup.sample.example" : String(parts[1]),
            path: path,
            headerFields: fields
        )
        let bytes = body.flatMap { try? JSONEncoder().encode($0) } ?? Data()
        let deadline = Duration.seconds(flaw == .takesItsTime ? 40 : 10)
        return try await services.http.send(request, body: Array(bytes), deadline: deadline)
    }

    func decode(_ response: ProviderResponse) throws(ProviderError) -> SampleAnswer {
        do {
            return try JSONDecoder().decode(SampleAnswer.self, from: Data(response.body))
        } catch {
            throw ProviderError(.unknown, "an answer that cannot be read")
        }
    }

    /// Something new each time.
    var randomKey: String { services.random.bytes(8).hexadecimal }
}
