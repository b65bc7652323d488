import ProviderConformance
import ProviderKit

/// A mistake that the author of a module might make; each is found by one check, and by no other.
enum Flaw: String, CaseIterable, Sendable {
    case needsNoMerchant, wantsTooLittleAgain, asksElsewhere, opensTwice, takesTroubleForRefusal
    case looksAtTheFirstPage, leavesTheOldPageOpen, alwaysOffersDeposits
    case hasNoTransaction, throwsDeclines, doesNotKnowLeaving, takesDepositForMoney, approvesOnSight, capturesOnSight
    case believesAnybody, asksAboutAnything, readsOneSecret, namesNobody, tellsWebhooksAlike
    case approvesReturnedAmount, takesSessionFromReturn, trustsTheCancelDoor
    case forgetsTransaction, wantsTheReturnFirst, forgetsRefundsAtReturn
    case ignoresAmount, ignoresCurrency, ignoresOrderNumber, guessesStatus, overlooksErrorInside
    case doubtsRefusedApprovals, doubtsRefusedRefunds
    case takesSilenceForYes, takesSilenceForNo, takesLostRefundForDone, takesLostRefundForRefused
    case takesServerErrorForNo, takesHalfAnAnswerForNo, takesGarbageForNo, takesNoLineForNo, takesBlindnessForDoubt
    case takesItsTime, reliesOnItsKey
    case tellsLastRefundOnly, capsRefunds, usesFreshRefundKeys, takesAlreadyForDone, takesPendingForDone
    case namesRefundsOtherwise, listsRefundsAsRefused, listsRefundsOfOne, keepsDeposits
    case closesNothing, closesWhatIsPaid, logsItsCredential

    /// The check that finds it.
    var check: ConformanceCheck {
        switch self {
        case .needsNoMerchant: .incompleteAccount
        case .wantsTooLittleAgain: .amountNotTaken
        case .asksElsewhere: .knownHostsOnly
        case .opensTwice: .repeatedCheckout
        case .takesTroubleForRefusal: .troubledCheckout
        case .looksAtTheFirstPage, .leavesTheOldPageOpen: .repricedCheckout
        case .alwaysOffersDeposits: .delayedOnlyWhereAllowed
        case .hasNoTransaction: .buyerPays
        case .throwsDeclines: .buyerIsDeclined
        case .doesNotKnowLeaving: .buyerLeaves
        case .takesDepositForMoney: .depositPaidLater
        case .approvesOnSight, .capturesOnSight: .lookingTakesNoMoney
        case .believesAnybody, .asksAboutAnything: .wrongSignature
        case .readsOneSecret: .rotatedSecret
        case .namesNobody: .webhookNamesPayment
        case .tellsWebhooksAlike: .webhooksToldApart
        case .approvesReturnedAmount: .alteredReturn
        case .takesSessionFromReturn: .returnOfAnotherPayment
        case .trustsTheCancelDoor: .cancelReturnEndsNothing
        case .forgetsTransaction: .duplicate
        case .wantsTheReturnFirst: .reordered
        case .forgetsRefundsAtReturn: .late
        case .ignoresAmount: .wrongAmount
        case .ignoresCurrency: .wrongCurrency
        case .ignoresOrderNumber: .otherOrder
        case .guessesStatus: .unknownStatus
        case .overlooksErrorInside, .doubtsRefusedApprovals, .doubtsRefusedRefunds: .errorInside
        case .takesSilenceForYes: .approvalLost
        case .takesSilenceForNo: .approvalUnanswered
        case .takesLostRefundForDone: .refundLost
        case .takesLostRefundForRefused: .refundUnanswered
        case .takesServerErrorForNo: .serverErrors
        case .takesHalfAnAnswerForNo: .truncatedAnswer
        case .takesGarbageForNo: .misencodedAnswer
        case .takesNoLineForNo: .unreachable
        case .takesBlindnessForDoubt: .failedLook
        case .takesItsTime: .slowAnswers
        case .reliesOnItsKey: .keyExpired
        case .tellsLastRefundOnly: .refundInParts
        case .capsRefunds: .refundOverRemainder
        case .usesFreshRefundKeys: .refundRaced
        case .takesAlreadyForDone: .wholeRefundsRaced
        case .namesRefundsOtherwise, .listsRefundsAsRefused, .listsRefundsOfOne: .refundListed
        case .keepsDeposits: .depositGivenBack
        case .takesPendingForDone: .refundFinishedLater
        case .closesNothing: .voidUnpaid
        case .closesWhatIsPaid: .voidTooLate
        case .logsItsCredential: .secretsStaySecret
        }
    }
    /// Who takes the money where the flaw shows.
    var approver: Approver {
        switch self {
        case .leavesTheOldPageOpen, .capturesOnSight: .provider
        default: .gateway
        }
    }
}
