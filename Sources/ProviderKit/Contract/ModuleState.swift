public import Foundation

/// What a module must remember of one payment; opaque to the gateway, sealed at rest.
public struct ModuleState: Hashable, Sendable {
    public let bytes: Data

    public init(bytes: Data) {
        self.bytes = bytes
    }

    /// Remembers a value of the module's own.
    ///
    /// - Parameter value: Anything that encodes to JSON.
    /// - Throws: ``ProviderError/Code/invalidRequest`` where the value does not encode.
    public init(_ value: some Encodable) throws(ProviderError) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            bytes = try encoder.encode(value)
        } catch {
            throw ProviderError(.invalidRequest, "module state does not encode")
        }
    }

    /// The remembered value.
    ///
    /// - Parameter type: The type that was remembered.
    /// - Returns: The value as it was.
    /// - Throws: ``ProviderError/Code/configuration`` where another type was.
    public func value<Value: Decodable>(as type: Value.Type) throws(ProviderError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch {
            throw ProviderError(.configuration, "module state is not a \(type)")
        }
    }
}
