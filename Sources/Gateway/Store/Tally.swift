/// How much there is that wants a person's eye.
public struct Tally: Hashable, Sendable {
    /// Paid synchronous payments that nobody has read and no notification tells of (ledger, rule 11).
    public let unread: Int
    public let flagged: Int
    /// Notifications that the courier still tries to deliver.
    public let waiting: Int
    /// Notifications that were given up.
    public let parked: Int

    /// Of a database that nobody has served yet.
    public static let nothing = Tally(unread: 0, flagged: 0, waiting: 0, parked: 0)

    public init(unread: Int, flagged: Int, waiting: Int, parked: Int) {
        self.unread = unread
        self.flagged = flagged
        self.waiting = waiting
        self.parked = parked
    }
}
