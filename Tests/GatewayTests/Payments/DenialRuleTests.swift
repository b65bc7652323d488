import ProviderKit
import Testing

@testable import Gateway

/// When an inquiry proves that a refund, sent and not answered, was never made.
@Suite struct DenialRuleTests {
    private static let life = Duration.seconds(86_400)
    /// When it was sent for the first time.
    private static let sent = Timestamp.after(61)

    private static func manifest(
        _ inquiry: InquiryProof = .presenceAndAbsence,
        keyLife: Duration? = DenialRuleTests.life,
        repeatsSafely: Bool = false
    ) -> ProviderManifest {
        ProviderManifest(
            identifier: "sample",
            name: LocalizedText("Sample"),
            accountFields: [],
            currencies: [CurrencyRule(.krw)],
            approver: .gateway,
            inquiry: inquiry,
            idempotencyKeyLife: keyLife,
            cancelsRepeatSafely: repeatsSafely
        )
    }

    /// One of 5,000 won, of a payment of which 3,000 went back before, as it is taken up again.
    private func submission() throws -> PaymentRecord.Submission {
        var record = try PaymentRecord.sample(.paid)
        try record.hear(.paid(cancelled: 3_000), at: .after(20))
        record.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(30))
        let operation = record.cancellations[1].operation
        let first = record.submit(operation, at: Self.sent, lease: .seconds(5))
        let fence = try #require(first).fence
        try record.postpone(operation, ProviderError(.unknown, "no answer"), fence: fence, at: .after(62))
        let again = record.submit(operation, at: .after(70), lease: .seconds(5))
        return try #require(again)
    }

    private func fate(
        of submission: PaymentRecord.Submission,
        _ snapshot: PaymentSnapshot,
        by manifest: ProviderManifest = DenialRuleTests.manifest(),
        at now: Timestamp = DenialRuleTests.sent + DenialRuleTests.life
    ) -> String {
        do throws(ProviderError) {
            return switch try submission.fate(in: snapshot, by: manifest, at: now) {
            case .done: "done"
            case .pending: "pending"
            case .refused(_, let message): message
            case .alreadyPaid: "already paid"
            }
        } catch {
            return error.code.rawValue
        }
    }

    private static let denied = "the PG knows of no such refund"

    private func record(
        _ origin: CancellationRecord.Origin,
        _ won: Int64,
        _ state: CancellationRecord.State
    ) -> CancellationRecord {
        CancellationRecord(origin, amount: Money(won, .krw), state: state)
    }

    @Test(arguments: [Int64(3_000), 2_999, 0])
    func noMoreThanWeKnowOfWentBack(total: Int64) throws {
        #expect(fate(of: try submission(), .paid(cancelled: total)) == Self.denied)
    }

    @Test func moreThanWeKnowOfMayBeIt() throws {
        let list = [record(.provider("c1"), 3_001, .done)]
        #expect(fate(of: try submission(), .paid(cancelled: 3_001, list)) == "unknown")
        #expect(fate(of: try submission(), .paid(cancelled: 8_000)) == "done", "and this is it, by the total")
    }

    @Test func aTotalInAnotherCurrencyProvesNothing() throws {
        let snapshot = PaymentSnapshot(.paid, paid: Money(12_000, .krw), cancelled: .zero(.usd))
        #expect(fate(of: try submission(), snapshot) == "unknown")
    }

    @Test(arguments: [
        PaymentSnapshot.Status.open, .absent, .pending(.deposit), .expired, .reversed, .abandoned, .unknown("?"),
    ])
    func onlyAPaymentThatIsShownAsPaidProvesIt(_ status: PaymentSnapshot.Status) throws {
        let snapshot = PaymentSnapshot(status, paid: .zero(.krw))
        #expect(fate(of: try submission(), snapshot) == "unknown")
    }

    /// One that is under way at the PG under a name of its own may be ours.
    @Test(
        arguments: [
            (5_000, CancellationRecord.State.pending, "unknown"), (5_001, .pending, denied), (5_000, .refused, denied),
        ] as [(Int64, CancellationRecord.State, String)]
    )
    func whatIsUnderWayAtThePGMayBeIt(won: Int64, state: CancellationRecord.State, end: String) throws {
        let snapshot = PaymentSnapshot.paid(cancelled: 3_000, [record(.provider("c1"), won, state)])
        #expect(fate(of: try submission(), snapshot) == end)
    }

    @Test(arguments: [
        (CancellationRecord.State.pending, "pending"), (.done, "done"), (.refused, "refused by the PG"),
    ])
    func whatThePGListsIsAsItSays(state: CancellationRecord.State, end: String) throws {
        let submission = try submission()
        let listed = record(.operation(submission.entry.operation), 5_000, state)
        #expect(fate(of: submission, .paid(cancelled: 3_000, [listed])) == end)
    }

    @Test func anotherOperationOfOursIsNotIt() throws {
        let other = record(.operation(OperationID(from: SystemRandomSource())), 5_000, .pending)
        #expect(fate(of: try submission(), .paid(cancelled: 3_000, [other])) == Self.denied)
    }

    @Test(arguments: [
        (manifest(), life - .milliseconds(1), "unknown"), (manifest(), life, denied),
        (manifest(keyLife: nil), life, "unknown"), (manifest(.presence), life, "unknown"),
        (manifest(.nothing), life, "unknown"),
    ])
    func itIsProvedOnlyWhereAbsenceIsAndOnceTheKeyIsGone(
        _ manifest: ProviderManifest,
        age: Duration,
        end: String
    ) throws {
        #expect(fate(of: try submission(), .paid(cancelled: 3_000), by: manifest, at: Self.sent + age) == end)
    }

    /// Within the last 75 s of its key a repeat might be answered when the key is gone.
    @Test(arguments: [
        (manifest(), life - .milliseconds(75_001), true), (manifest(), life - .seconds(75), false),
        (manifest(), life, false), (manifest(keyLife: nil), .zero, false),
        (manifest(keyLife: nil, repeatsSafely: true), life, true), (manifest(repeatsSafely: true), life, true),
    ])
    func itIsSentAgainWhileItsKeyLives(_ manifest: ProviderManifest, age: Duration, isSent: Bool) throws {
        let entry = try submission().entry
        #expect(entry.created < Self.sent, "a key's life begins when it is first sent")
        #expect(manifest.letsRepeat(entry, at: Self.sent + age) == isSent)
    }

    /// Nothing goes back by it, so that no total tells.
    @Test func theClosingOfAnUnpaidPaymentIsNeverDenied() throws {
        var record = try PaymentRecord.sample(.awaitingBuyer)
        record.reserveVoid(origin: .superseded, at: .after(60))
        let operation = record.cancellations[0].operation
        let first = record.submit(operation, at: Self.sent, lease: .seconds(5))
        let submission = try #require(first)
        #expect(fate(of: submission, .paid()) == "already paid")
        #expect(fate(of: submission, .unpaid(.unknown("?"))) == "unknown")
    }
}
