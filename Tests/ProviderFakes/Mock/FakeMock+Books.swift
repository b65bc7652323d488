import Foundation
import ProviderConformance
import ProviderKit
import ProviderMock

extension FakeMock {
    /// A row of the ledger that operators see.
    private struct LedgerRow: Decodable {
        let reference: String
        let paid: Int64
        let cancelled: Int64
    }

    /// The mock's own record of a session, as far as its ledger tells less.
    private struct Record: Decodable {
        struct Refund: Decodable {}

        let key: PaymentKey
        let refunds: [Refund]
    }

    public func books(of key: PaymentKey) async -> FakeBooks {
        guard let row = await ledger().first(where: { $0.reference == key.text }) else { return FakeBooks() }
        return FakeBooks(
            paid: row.paid,
            cancelled: row.cancelled,
            charges: row.paid > 0 ? 1 : 0,
            refunds: await refunds(of: key)
        )
    }

    private func ledger() async -> [LedgerRow] {
        let answer = try? await mock.page(for: InboundMessage(method: "GET", path: "/ledger"), on: .operations)
        return answer.flatMap { try? JSONDecoder().decode([LedgerRow].self, from: Data($0.body)) } ?? []
    }

    private func refunds(of key: PaymentKey) async -> Int {
        let records = (try? await storage.list(prefix: "session/", after: nil, limit: 500)) ?? []
        let decoded = records.compactMap { try? JSONDecoder().decode(Record.self, from: $0.value.data) }
        return decoded.first { $0.key == key }?.refunds.count ?? 0
    }
}
