import Foundation

/// One session of the mock, as its operators see it; amounts in minor units.
struct LedgerRow: Decodable, Sendable {
    struct Calls: Decodable, Sendable {
        let checkout: Int
        let verify: Int
        let cancel: Int
    }

    let reference: String
    let status: String
    let paid: Int
    let cancelled: Int
    let calls: Calls

    static func rows(_ body: [UInt8]) throws -> [LedgerRow] {
        try JSONDecoder().decode([LedgerRow].self, from: Data(body))
    }
}
