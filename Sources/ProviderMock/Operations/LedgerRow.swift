import ProviderKit

/// One session as `GET /ledger` shows it: the PG's own truth, whatever its answers said.
struct LedgerRow: Encodable, Sendable {
    /// The payment key.
    let reference: String
    /// `open`, `left`, `declined`, `authorised`, `deposit`, `paid`, `cancelled`, `voided` or `expired`. A payment stays
    /// `paid` until all of it was given back.
    let status: String
    let currency: String
    /// In minor units, like all amounts here.
    let amount: Int64
    let paid: Int64
    let cancelled: Int64
    let calls: Session.Calls

    init(_ session: Session, at now: Timestamp) {
        reference = session.key.text
        status = Self.word(session, now)
        currency = session.amount.currency.code
        amount = session.amount.minorUnits
        paid = session.paid.minorUnits
        cancelled = session.cancelled(at: now).minorUnits
        calls = session.calls
    }

    private static func word(_ session: Session, _ now: Timestamp) -> String {
        if session.isExpired(at: now) { return "expired" }
        if session.status == .paid, session.cancelled(at: now) == session.paid { return "cancelled" }
        return session.status.rawValue
    }
}
