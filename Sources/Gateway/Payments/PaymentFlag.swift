/// What an operator should look at. A flag stays, and the events tell how the matter ended; only ``giveBackFailed`` and
/// ``refundNotTold`` go when it has.
public enum PaymentFlag: String, CaseIterable, Sendable {
    /// The PG names another amount or currency than the order's.
    case conflictingAmount
    /// Money that Cafe24 must not keep could not be given back.
    case giveBackFailed
    /// Money went back, or is about to, and Cafe24 was answered that this is not confirmed; gone once Cafe24 knows.
    case refundNotTold
    /// A deposit was there and is not any more.
    case depositTakenBack
    /// The PG was asked until a day after expiry and never said what became of the payment, or it was asked for hours
    /// and never said what became of a refund, or for days and never about what a webhook of its own says.
    case unresolved
    /// Account or settings are wrong at the PG.
    case misconfigured
    /// An operator decided without the PG's word.
    case decidedByHand
}
