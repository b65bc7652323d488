/// Where a payment stands. The rules between the states are in ``PaymentRecord``.
public enum PaymentState: String, CaseIterable, Sendable {
    /// The intent is written down; the PG's session is being opened.
    case opened
    /// The buyer has an address to pay at.
    case awaitingBuyer
    /// An approval is under way; its intent and evidence are written down.
    case settling
    /// The buyer has done all; the money is not there yet (deposit, review, capture).
    case pending
    case paid
    case partiallyCancelled
    case cancelled
    case declined
    /// The buyer gave up, or the session could not be opened.
    case abandoned
    case expired
    /// A net-cancel undid the approval, and that is proved.
    case reversed
    /// Something was sent and no answer is known. Only evidence ends this state, never the clock.
    case unknown

    /// Money was taken, and at least part of it may still be there.
    var isPaid: Bool { self == .paid || self == .partiallyCancelled }

    /// Money was taken at some time.
    var wasPaid: Bool { isPaid || self == .cancelled }

    /// Nothing was taken, and this attempt no longer stands in the way of another one.
    var isDead: Bool { [.declined, .abandoned, .expired, .reversed].contains(self) }
}
