import Foundation
import ProviderKit

/// A value that is kept in the instance's storage, as JSON.
protocol StoredRecord: Codable, Equatable, Sendable {
    /// The JSON that `Decodable` reads.
    ///
    /// - Throws: What the encoder throws.
    func stored() throws -> Data
}

extension StoredRecord {
    func stored() throws -> Data { try JSONEncoder().encode(self) }
}
