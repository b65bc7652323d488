import ProviderKit
import Testing

@testable import Gateway

/// The PG names another amount or currency than the order's (ledger, rule 2).
@Suite struct ConflictRuleTests {
    private static let dearer = PaymentSnapshot.paid(won: 12_001)

    /// As docs/operating.md says: given back in the PG's console, it is over.
    @Test(arguments: [PaymentState.awaitingBuyer, .settling, .unknown, .declined])
    func whereAllOfItWentBackThePaymentIsOver(state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        try record.hear(Self.dearer)
        #expect(record.payment.state == .unknown)
        try record.hear(.paid(won: 12_001, cancelled: 5_000), as: .inquiry, at: .after(200))
        #expect(record.payment.state == .unknown, "some of it is still there")
        try record.hear(.paid(won: 12_001, cancelled: 12_001), as: .inquiry, at: .after(300))
        #expect(record.payment.state == .reversed)
        #expect(!record.payment.holdsOrder)
        #expect(record.payment.nextLook == nil)
        #expect(record.payment.flags == [.conflictingAmount])
        #expect(record.isSound)
    }

    @Test func whatWasToBeClosedIsClosedBySuchARefund() throws {
        var record = try PaymentRecord.sample(.pending)
        record.reserveVoid(origin: .cafe24, at: .after(60))
        try record.hear(.paid(won: 12_001, cancelled: 12_001))
        #expect(record.cancellations.map(\.state) == [.done])
        #expect(record.payment.state == .reversed)
    }

    @Test func nothingPaidInAnotherCurrencyIsNoRefund() throws {
        var record = try PaymentRecord.sample()
        try record.hear(PaymentSnapshot(.paid, paid: .zero(.usd), cancelled: .zero(.usd)))
        #expect(record.payment.state == .unknown)
    }

    /// The operator has seen it; the PG only says it again.
    @Test func theSameConflictDoesNotUndoAnOperatorsDecision() throws {
        var record = try PaymentRecord.sample()
        try record.hear(Self.dearer)
        try record.decide(paid: false, by: "kim", because: "given back in the console", at: .after(110))
        for seconds in [120, 150] {
            try record.hear(Self.dearer, as: .inquiry, at: .after(seconds))
            #expect(record.payment.state == .declined)
            #expect(!record.payment.holdsOrder)
        }
        #expect(record.news.last { $0.kind == .lateNews }?.facts["stays"] == "declined")
        try record.hear(.paid(), as: .inquiry, at: .after(200))
        #expect(record.payment.state == .paid, "the right amount is evidence of payment")
        #expect(record.payment.isConfirmable)
    }

    @Test func aConflictThatTheOperatorDidNotKnowOfIsNews() throws {
        var record = try PaymentRecord.sample(.unknown)
        try record.decide(paid: false, by: "kim", because: "they say so", at: .after(70))
        try record.hear(Self.dearer, as: .inquiry)
        #expect(record.payment.state == .unknown)
    }
}
