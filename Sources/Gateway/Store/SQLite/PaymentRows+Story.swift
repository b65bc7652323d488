import Foundation
import GRDB
import ProviderKit

/// What happened to a payment, and what proves it.
extension PaymentRows {
    /// All events, and whether they are the ones that were written.
    func story(of key: PaymentKey) throws -> PaymentStory {
        guard let row = try load(key) else { throw StoreError.noSuchPayment }
        var events: [LedgerEvent] = []
        var reached = ChainEnd()
        var isWhole = true
        for chained in try chainedEvents(of: row.id) {
            let facts = try? JSONDecoder().decode([String: String].self, from: Data(chained.facts.utf8))
            if let kind = LedgerEvent.Kind(rawValue: chained.kind), let facts {
                events.append(LedgerEvent(at: chained.at, kind: kind, by: chained.by, facts: facts))
            } else {
                isWhole = false
            }
            isWhole = isWhole && chained.follows(reached, of: key, keys: keys)
            reached = chained.end
        }
        return PaymentStory(events: events, isWhole: isWhole && reached == row.chain)
    }

    private func chainedEvents(of id: Int64) throws -> [ChainedEvent] {
        try DirectStatement(
            "SELECT position, at, kind, by, facts, key_id, link FROM events WHERE payment_id = ? ORDER BY position",
            in: db
        ).rows([id]) { columns in
            ChainedEvent(
                position: columns.value(),
                at: columns.moment(),
                kind: columns.value(),
                by: columns.value(),
                facts: columns.value(),
                keyID: columns.value(),
                link: Array(columns.value() as Data)
            )
        }
    }

    /// The piece that the latest approval was begun with, and the one that came last; one where they are the same.
    func keptEvidence(of key: PaymentKey) throws -> [(begins: Bool, evidence: KeptEvidence)] {
        try DirectStatement(
            """
            SELECT begins, sealed FROM evidence WHERE id IN (
                (SELECT MAX(id) FROM evidence WHERE payment_key = ? AND begins = 1),
                (SELECT MAX(id) FROM evidence WHERE payment_key = ?))
            ORDER BY id
            """,
            in: db
        ).rows([key.text, key.text]) { columns in
            let begins: Bool = columns.value()
            let plain = try keys.open(columns.value() as Data, context: KeptEvidence.sealContext(key))
            return (begins, try JSONDecoder().decode(KeptEvidence.self, from: plain))
        }
    }
}
