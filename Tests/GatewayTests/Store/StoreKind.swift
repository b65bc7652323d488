import Foundation
import ProviderKit
import Testing

@testable import Gateway

/// The stores there are. Each test of the suite runs once per kind.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
    case sqlite

    /// An empty store of this kind.
    func open() throws -> any PaymentStore {
        switch self {
        case .sqlite: try SQLiteStore(temporaryWith: .sample)
        }
    }

    var testDescription: String { rawValue }
}
