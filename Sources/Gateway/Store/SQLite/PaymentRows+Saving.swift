import Foundation
import GRDB
import ProviderKit

/// Writing what a rule has changed, and nothing else.
extension PaymentRows {
    /// Writes a new attempt with its first event.
    func insert(_ payment: Payment, telling event: LedgerEvent) throws {
        var chain = ChainEnd()
        try run(
            PaymentColumns.insert,
            PaymentColumns.asked(payment) + PaymentColumns.session(payment)
                + PaymentColumns.told(payment, sealing: keys) + PaymentColumns.standing(payment)
                + PaymentColumns.chain(chain)
        )
        try insertReferences(of: payment, from: 0)
        try append([event], to: &chain, of: payment.key)
        try run(PaymentColumns.updateChain, PaymentColumns.chain(chain) + [payment.key.text])
    }

    /// Writes what a rule made of a payment: state, cancellations, evidence and events, in this transaction.
    ///
    /// - Parameters:
    ///   - record: The payment after the rule.
    ///   - before: The payment before it.
    /// - Throws: ``StoreError/orderHeldElsewhere``, ``StoreError/referenceTaken``, or the database's error.
    func save(_ record: PaymentRecord, over before: Loaded) throws {
        try update(record.payment, over: before.payment)
        try save(record.cancellations, over: before.cancellations, of: record.payment.key)
        if let evidence = record.evidence { try keep(evidence, of: record) }
        for notification in record.announcements {
            try announce(notification, of: record.payment.key, at: record.news.last?.at ?? record.payment.lastSign)
        }
        guard !record.news.isEmpty else { return }
        var chain = before.chain
        try append(record.news, to: &chain, of: record.payment.key)
        try run(PaymentColumns.updateChain, PaymentColumns.chain(chain) + [record.payment.key.text])
    }

    private func update(_ payment: Payment, over before: Payment) throws {
        guard payment != before else { return }
        let key: PaymentColumns.Values = [payment.key.text]
        if payment.action != before.action || payment.returnURL != before.returnURL
            || payment.notificationURL != before.notificationURL || payment.extraData != before.extraData
        {
            try run(PaymentColumns.updateSession, PaymentColumns.session(payment) + key)
        }
        if payment.moduleState != before.moduleState || payment.providerStatus != before.providerStatus
            || payment.transactionID != before.transactionID || payment.method != before.method
        {
            try run(PaymentColumns.updateTold, PaymentColumns.told(payment, sealing: keys) + key)
        }
        if payment.amount != before.amount || payment.amountText != before.amountText {
            try run(PaymentColumns.updatePrice, PaymentColumns.price(payment) + key)
        }
        try namingViolation(of: "payments.order_number", as: .orderHeldElsewhere) {
            try run(PaymentColumns.updateStanding, PaymentColumns.standing(payment) + key)
        }
        try insertReferences(of: payment, from: before.references.count)
    }

    /// References are only ever added, behind those that are known.
    private func insertReferences(of payment: Payment, from position: Int) throws {
        for (index, reference) in payment.references.enumerated().dropFirst(position) {
            try namingViolation(of: "payment_references.reference", as: .referenceTaken) {
                try run(
                    """
                    INSERT INTO payment_references (payment_key, position, instance, account, reference)
                    VALUES (?,?,?,?,?)
                    """,
                    [payment.key.text, index, payment.instance, payment.account, reference]
                )
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
        }
    }

    /// The same piece again is kept once. Anybody who has the key can return, and evidence is never deleted: once there
    /// are twenty pieces, returns add no more.
    private func keep(_ evidence: Evidence, of record: PaymentRecord) throws {
        guard let kept = KeptEvidence(evidence) else { return }
        let key = record.payment.key
        if let latest = try latestKept(of: key), kept.repeats(latest) { return }
        if evidence.isReturn, try evidenceCount(of: key) >= 20 { return }
        let sealed = try keys.seal(try JSONEncoder().encode(kept), context: KeptEvidence.sealContext(key))
        try run(
            "INSERT INTO evidence (payment_key, at, sealed) VALUES (?,?,?)",
            [key.text, (record.news.last?.at ?? record.payment.lastSign).milliseconds, sealed]
        )
    }

    private func evidenceCount(of key: PaymentKey) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM evidence WHERE payment_key = ?")
        return try Int.fetchOne(statement, arguments: [key.text]) ?? 0
    }

    private func append(_ news: [LedgerEvent], to chain: inout ChainEnd, of key: PaymentKey) throws {
        for event in news {
            let facts = try columnJSON(event.facts)
            let chained = try ChainedEvent(event, facts: facts, of: key, behind: chain, keys: keys)
            try run(
                """
                INSERT INTO events (payment_key, position, at, kind, by, facts, key_id, link)
                VALUES (?,?,?,?,?,?,?,?)
                """,
                [
                    key.text, chained.position, chained.at.milliseconds, chained.kind, chained.by, chained.facts,
                    chained.keyID, Data(chained.link),
                ]
            )
            chain = chained.end
        }
    }
}
