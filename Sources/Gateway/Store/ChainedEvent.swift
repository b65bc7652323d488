import ProviderKit

/// Where a payment's story ends: the last event's link, and how many events there are.
///
/// It stands in the payment's row, so that events missing at the end are noticed too.
struct ChainEnd: Hashable, Sendable {
    var link: [UInt8] = []
    var length: Int64 = 0
}

/// One event as it is kept, with the HMAC that ties it to its predecessor.
struct ChainedEvent: Sendable {
    let position: Int64
    let at: Timestamp
    /// Not yet a ``LedgerEvent/Kind``: the links are computed over what is stored, whatever it is.
    let kind: String
    let by: String
    /// A JSON object with sorted keys.
    let facts: String
    let keyID: String
    let link: [UInt8]

    /// Adds an event behind the end of a story.
    init(_ event: LedgerEvent, facts: String, of payment: PaymentKey, behind end: ChainEnd, keys: SealingKeys) throws {
        let content = Self.content(payment, end.length + 1, event.at, event.kind.rawValue, event.by, facts)
        guard let link = keys.link(content, after: end.link, keyID: keys.current) else { throw SealBroken() }
        self.init(
            position: end.length + 1,
            at: event.at,
            kind: event.kind.rawValue,
            by: event.by,
            facts: facts,
            keyID: keys.current,
            link: link
        )
    }

    init(position: Int64, at: Timestamp, kind: String, by: String, facts: String, keyID: String, link: [UInt8]) {
        self.position = position
        self.at = at
        self.kind = kind
        self.by = by
        self.facts = facts
        self.keyID = keyID
        self.link = link
    }

    /// Whether this event is the next one of a payment's story, and nobody has changed it.
    func follows(_ end: ChainEnd, of payment: PaymentKey, keys: SealingKeys) -> Bool {
        let content = Self.content(payment, position, at, kind, by, facts)
        return position == end.length + 1 && keys.link(content, after: end.link, keyID: keyID) == link
    }

    var end: ChainEnd { ChainEnd(link: link, length: position) }

    /// All fields, each behind its length, so that no two events have the same bytes.
    private static func content(
        _ payment: PaymentKey,
        _ position: Int64,
        _ at: Timestamp,
        _ kind: String,
        _ by: String,
        _ facts: String
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for field in [payment.text, String(position), String(at.milliseconds), kind, by, facts] {
            withUnsafeBytes(of: UInt64(field.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: field.utf8)
        }
        return bytes
    }
}
