import Foundation
import HTTPTypes
import ProviderKit

extension ProviderResponse {
    /// The body as one of the PG's types.
    ///
    /// - Parameter type: What the PG's documents say it is; fields it does not name are ignored.
    /// - Returns: The decoded value.
    /// - Throws: ``ProviderError/Code/unknown`` for a body that is cut off, mis-encoded or something else: what was
    ///   asked may have happened.
    func json<Value: Decodable>(as type: Value.Type) throws(ProviderError) -> Value {
        do {
            // Foundation reads UTF-16 as well; JSON between systems is UTF-8 (RFC 8259, section 8.1).
            guard String(validating: body, as: UTF8.self) != nil else { throw CocoaError(.coderReadCorrupt) }
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw ProviderError(.unknown, "an answer with status \(status.code) is not a \(type)")
        }
    }
}

extension Encodable {
    /// JSON with its keys in order, slashes unescaped.
    func jsonBytes() throws(ProviderError) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        } catch {
            throw ProviderError(.invalidRequest, "a request does not encode")
        }
    }
}
