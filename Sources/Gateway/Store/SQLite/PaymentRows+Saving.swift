import Foundation
import GRDB
import ProviderKit

/// Writing what a rule has changed, and nothing else.
extension PaymentRows {
    /// Writes a new attempt with its first event.
    func insert(_ payment: Payment, telling event: LedgerEvent) throws {
        let story = try chained([event], behind: ChainEnd(), of: payment.key)
        try DirectStatement(PaymentColumns.insert, in: db).run { row in
            try PaymentColumns.addAll(payment, story.last?.end ?? ChainEnd(), sealing: keys, to: &row)
        }
        let id = db.lastInsertedRowID
        try insertReferences(of: payment, id, from: 0)
        try insert(story, of: id)
    }

    /// Writes what a rule made of a payment: state, cancellations, evidence and events, in this transaction.
    ///
    /// - Parameters:
    ///   - record: The payment after the rule.
    ///   - before: The payment before it.
    ///   - cancellations: Its cancellations before it.
    /// - Throws: ``StoreError/orderHeldElsewhere``, ``StoreError/referenceTaken``, or the database's error.
    func save(_ record: PaymentRecord, over before: PaymentRow, _ cancellations: [CancellationEntry]) throws {
        let story = try chained(record.news, behind: before.chain, of: record.payment.key)
        try update(record.payment, over: before, story.last?.end ?? before.chain)
        try save(record.cancellations, over: cancellations, of: record.payment.key)
        if let evidence = record.evidence { try keep(evidence, of: record) }
        for notification in record.announcements {
            try announce(notification, of: record.payment, at: record.news.last?.at ?? record.payment.lastSign)
        }
        try insert(story, of: before.id)
    }

    private func update(_ payment: Payment, over before: PaymentRow, _ end: ChainEnd) throws {
        guard payment != before.payment || end != before.chain else { return }
        let update = PaymentUpdate(payment, over: before, end)
        try namingViolation(of: "payments.order_number", as: .orderHeldElsewhere) {
            try DirectStatement(update.sql, in: db).run { try update.bind(sealing: keys, to: &$0) }
        }
        try insertReferences(of: payment, before.id, from: before.payment.references.count)
    }

    /// References are only ever added, behind those that are known.
    private func insertReferences(of payment: Payment, _ id: Int64, from position: Int) throws {
        for (index, reference) in payment.references.enumerated().dropFirst(position) {
            try namingViolation(of: "payment_references.reference", as: .referenceTaken) {
                try DirectStatement(
                    """
                    INSERT INTO payment_references (payment_id, position, instance, account, reference)
                    VALUES (?,?,?,?,?)
                    """,
                    in: db
                ).run { row in
                    row.add(id)
                    row.add(index)
                    row.add(payment.instance)
                    row.add(payment.account)
                    row.add(reference)
                }
            }
        }
    }

    /// Gives a unique index's refusal its meaning.
    private func namingViolation(of column: String, as meaning: StoreError, _ write: () throws -> Void) throws {
        do {
            try write()
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE && error.message?.contains(column) == true
        {
            throw meaning
        }
    }

    /// Cancellations are added behind the others, and none is ever removed.
    private func save(_ entries: [CancellationEntry], over before: [CancellationEntry], of key: PaymentKey) throws {
        for (position, entry) in entries.enumerated() {
            guard position < before.count else {
                try run(
                    CancellationColumns.insert,
                    [key.text, position] + CancellationColumns.fixed(entry)
                        + CancellationColumns.request(entry, sealing: keys) + CancellationColumns.changing(entry)
                )
                continue
            }
            guard entry != before[position] else { continue }
            try run(CancellationColumns.update, CancellationColumns.changing(entry) + [entry.operation.text])
            guard entry.request != before[position].request else { continue }
            let request = try CancellationColumns.request(entry, sealing: keys)
            try run(CancellationColumns.updateRequest, request + [entry.operation.text])
        }
    }

    /// The same piece again is kept once. Anybody who has the key can return, and evidence is never deleted: once there
    /// are twenty pieces, returns add no more, but for those that an approval is begun with: it is repeated with them.
    private func keep(_ evidence: Evidence, of record: PaymentRecord) throws {
        guard let kept = KeptEvidence(evidence) else { return }
        let (key, begins) = (record.payment.key, record.beginsApproval)
        let known = try keptEvidence(of: key)
        if known.contains(where: { kept.repeats($0.evidence) && ($0.begins || !begins) }) { return }
        if evidence.isReturn, !begins, try evidenceCount(of: key) >= 20 { return }
        let sealed = try keys.seal(try JSONEncoder().encode(kept), context: KeptEvidence.sealContext(key))
        try run(
            "INSERT INTO evidence (payment_key, at, sealed, begins) VALUES (?,?,?,?)",
            [key.text, (record.news.last?.at ?? record.payment.lastSign).milliseconds, sealed, begins ? 1 : 0]
        )
    }

    private func evidenceCount(of key: PaymentKey) throws -> Int {
        try DirectStatement("SELECT count(*) FROM evidence WHERE payment_key = ?", in: db).first([key.text]) {
            $0.value()
        } ?? 0
    }

    /// The events with the links that tie each to the one before it.
    private func chained(_ news: [LedgerEvent], behind end: ChainEnd, of key: PaymentKey) throws -> [ChainedEvent] {
        var end = end
        return try news.map { event in
            let chained = try ChainedEvent(event, facts: Self.text(event.facts), of: key, behind: end, keys: keys)
            end = chained.end
            return chained
        }
    }

    /// A JSON object with sorted keys.
    private static func text(_ facts: [String: String]) -> String {
        var object = JSONObject()
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) { object.add(name, value) }
        return object.text
    }

    private func insert(_ story: [ChainedEvent], of id: Int64) throws {
        let statement = try DirectStatement(
            "INSERT INTO events (payment_id, position, at, kind, by, facts, key_id, link) VALUES (?,?,?,?,?,?,?,?)",
            in: db
        )
        for event in story {
            try statement.run { row in
                row.add(id)
                row.add(event.position)
                row.add(event.at.milliseconds)
                row.add(event.kind)
                row.add(event.by)
                row.add(event.facts)
                row.add(event.keyID)
                row.add(Data(event.link))
            }
        }
    }
}
