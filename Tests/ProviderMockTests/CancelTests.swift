import ProviderKit
import Testing

@testable import ProviderMock

struct CancelTests {
    @Test func partsAndTheRestAreGivenBack() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        #expect(try await visit.refund(5000, remaining: 12_000).word == "done")
        #expect(try await visit.row()?.status == "paid")
        #expect(try await visit.refund(7000, remaining: 7000).word == "done")
        let snapshot = try await visit.inquire()
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == Money(12_000, .krw))
        #expect(snapshot.cancelled == Money(12_000, .krw))
        #expect(snapshot.cancellations.map(\.amount.minorUnits) == [5000, 7000])
        let row = try #require(try await visit.row())
        #expect(row.status == "cancelled")
        #expect(row.cancelled == 12_000)
        #expect(row.calls.cancel == 2)
    }

    @Test func theSameOperationGivesBackOnce() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let operation = shop.operation()
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "done")
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "done")
        let error = await #expect(throws: ProviderError.self) {
            try await visit.refund(4000, remaining: 7000, operation: operation)
        }
        #expect(error?.code == .conflict)
        let snapshot = try await visit.inquire()
        #expect(snapshot.cancellations.map(\.origin) == [.operation(operation)])
        #expect(snapshot.cancelled == Money(5000, .krw))
    }

    @Test(arguments: [
        (12_001, 12_000, "refused EXCEEDS_REMAINDER"), (Int64.max, 12_000, "refused EXCEEDS_REMAINDER"),
        (0, 12_000, "refused WRONG_AMOUNT"), (-5, 12_000, "refused WRONG_AMOUNT"),
        (5000, 11_000, "refused REMAINDER_DIFFERS"), (5000, 13_000, "refused REMAINDER_DIFFERS"),
        (12_000, 12_000, "done"),
    ])
    func onlyWhatRemainsIsGivenBack(minorUnits: Int64, remaining: Int64, word: String) async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let cancellation = Cancellation(
            .refund(Money(minorUnits, .krw)),
            operation: shop.operation(),
            remainingBefore: Money(remaining, .krw),
            remainingAfter: Money(remaining &- minorUnits, .krw),
            reason: "test"
        )
        #expect(try await shop.mock.cancel(cancellation, of: visit.reference).word == word)
        #expect(try await visit.row()?.cancelled == (word == "done" ? 12_000 : 0))
    }

    @Test func anotherCurrencyIsRefused() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let cancellation = Cancellation(
            .refund(Money(100, .usd)),
            operation: shop.operation(),
            remainingBefore: Money(12_000, .krw),
            remainingAfter: Money(11_900, .krw),
            reason: "test"
        )
        #expect(try await shop.mock.cancel(cancellation, of: visit.reference).word == "refused WRONG_AMOUNT")
    }

    @Test func racingRefundsNeverExceedThePayment() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let words = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try await visit.refund(12_000, remaining: 12_000).word } }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(words.count { $0 == "done" } == 1)
        let row = try #require(try await visit.row())
        #expect(row.cancelled == 12_000)
        #expect(row.calls.cancel == 16)
    }

    @Test(arguments: ["", "approve", "decline", "leave", "deposit"])
    func aVoidClosesWhatNobodyPaid(outcome: String) async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        if !outcome.isEmpty { _ = try await visit.choose(outcome) }
        #expect(try await visit.refund(12_000, remaining: 12_000).word == "refused NOT_PAID")
        #expect(try await visit.void().word == "done")
        #expect(try await visit.void().word == "done")
        #expect(try await visit.choose("approve-silently").status == 409)
        #expect(try await visit.payDeposit().status == 409)
        #expect(try await visit.get(language: "en").text.contains("was closed"))
        #expect(try await visit.inquire(approval: shop.operation()).status == .expired)
        #expect(try await visit.row()?.status == "voided")
    }

    @Test func aVoidThatCameTooLateTellsWhatWasPaid() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        guard case .alreadyPaid(let snapshot) = try await visit.void() else {
            Issue.record("a paid session was voided")
            return
        }
        #expect(snapshot.paid == Money(12_000, .krw))
        #expect(try await visit.row()?.status == "paid")
    }

    @Test func whatWasNeverOpenedCannotBeCancelled() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let other = Visit(shop: shop, order: shop.order(), session: visit.session)
        #expect(try await other.void().word == "refused NOT_FOUND")
        #expect(try await other.refund(1, remaining: 1).word == "refused NOT_FOUND")
    }
}
