/// What every module must do, and what it must never do: the list that the conformance kit runs.
///
/// Read from top to bottom it is the specification of a module. A module's tests run all of it:
/// `@Test(arguments: ConformanceCheck.allCases)`.
public enum ConformanceCheck: String, CaseIterable, Hashable, Sendable {
    // Opening a payment

    /// An account field that is missing is refused when the module is made, by name.
    case incompleteAccount
    /// An amount below the PG's minimum is refused as one.
    case amountNotTaken
    /// Every call goes by https to a host of the manifest.
    case knownHostsOnly
    /// The same checkout twice opens one session, where the PG has idempotency keys.
    case repeatedCheckout
    /// A checkout that fails on the way says that it may be repeated, and the repeat can be paid.
    case troubledCheckout
    /// A payment that is re-priced is paid at its new price, by its new page, once; never after the PG took the money.
    case repricedCheckout
    /// Virtual accounts and the like are offered only where Cafe24 can be told later.
    case delayedOnlyWhereAllowed

    // What becomes of it

    /// A buyer pays: the whole amount once, with a transaction id.
    case buyerPays
    /// A decline is in the snapshot; it is no error, and no money was taken.
    case buyerIsDeclined
    /// A buyer who leaves or vanishes has not paid, and the module says nothing vaguer than that.
    case buyerLeaves
    /// A deposit is pending until it arrives, then it is paid.
    case depositPaidLater
    /// Looking, without an approval, never takes money.
    case lookingTakesNoMoney

    // Evidence that is forged, twisted, doubled or late

    /// A forged webhook is rejected; where the PG signs none, it may be found out by asking the PG.
    case wrongSignature
    /// A webhook that goes with the second of several secrets is genuine: they stand side by side while they rotate.
    case rotatedSecret
    /// An authentic webhook names the payment it is about, the same way each time; and the manifest says whether any
    /// come.
    case webhookNamesPayment
    /// Two webhooks about one payment that say different things are no duplicates of each other.
    case webhooksToldApart
    /// A return that somebody altered takes no other amount and pays for nothing.
    case alteredReturn
    /// The return of another payment pays for nothing, and takes no money there either.
    case returnOfAnotherPayment
    /// A return by the cancel or failure door ends nothing: the module looks.
    case cancelReturnEndsNothing
    /// Returns and webhooks that come twice say the same twice, and money is taken once.
    case duplicate
    /// Webhooks before the return and in the wrong order lead to the same end.
    case reordered
    /// Old evidence that comes after a refund tells of the refund.
    case late

    // A PG that says something else than it should

    /// An answer over another amount is never told as ours.
    case wrongAmount
    /// An answer over another currency is never told as ours.
    case wrongCurrency
    /// An answer about another order is never believed.
    case otherOrder
    /// A status that no document has is `unknown`, in the PG's words.
    case unknownStatus
    /// A refusal inside of an answer with status 200 is a refusal, and no doubt.
    case errorInside

    // Trouble on the line, at each call of an approval and of a refund

    /// An approval that never arrived: no guess, and the same evidence again settles it.
    case approvalLost
    /// An approval whose answer was lost: no guess, no second charge, and the same evidence again settles it.
    case approvalUnanswered
    /// A refund that never arrived: the same operation again gives back once.
    case refundLost
    /// A refund whose answer was lost: the same operation again gives back once, and says so.
    case refundUnanswered
    /// A burst of 503 is no decision.
    case serverErrors
    /// Half an answer is no decision.
    case truncatedAnswer
    /// An answer in another charset is no decision.
    case misencodedAnswer
    /// No connection is no decision.
    case unreachable
    /// A look that fails before anything was sent is temporary: surely nothing happened.
    case failedLook
    /// However slowly the PG answers, no verb outlasts the 75 s for which the gateway holds a payment.
    case slowAnswers
    /// An approval repeated after its idempotency key's life takes no second charge.
    case keyExpired

    // Giving back

    /// Parts add up, where the PG gives back in parts.
    case refundInParts
    /// More than remains is refused.
    case refundOverRemainder
    /// One operation twice at once gives back once.
    case refundRaced
    /// Two refunds of all at once: one is done, the other is not.
    case wholeRefundsRaced
    /// A refund is listed once, under its operation or under the id that its outcome named, where refunds are listed.
    case refundListed
    /// What was paid by a deposit goes back, or is refused for want of a bank account.
    case depositGivenBack
    /// A refund that the PG will finish later is pending.
    case refundFinishedLater
    /// What was closed can't be paid any more.
    case voidUnpaid
    /// Closing what is paid gives nothing back, and says that it is paid.
    case voidTooLate

    // Silence

    /// No credential and nothing about the buyer is in a log, an error, or, if secret, on a page.
    case secretsStaySecret
}
