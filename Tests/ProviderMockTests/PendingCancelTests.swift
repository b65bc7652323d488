import ProviderKit
import Testing

@testable import ProviderMock

/// Refunds that end later than their call.
struct PendingCancelTests {
    private static let asynchronous: [String: SettingValue] = [
        "cancelMode": .string("asynchronous"), "cancelDelayMs": .number("2000"),
    ]

    private func states(_ visit: Visit) async throws -> [CancellationRecord.State] {
        try await visit.inquire().cancellations.map(\.state)
    }

    @Test func anAsynchronousRefundIsPendingThenDoneThenTold() async throws {
        let shop = try Shop(Self.asynchronous)
        let visit = try await shop.paid()
        let operation = shop.operation()
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "pending")
        await shop.work(after: .milliseconds(1999))
        #expect(try await states(visit) == [.pending])
        #expect(try await visit.inquire().cancelled == .zero(.krw))
        #expect(try await visit.row()?.cancelled == 0)
        #expect(shop.inbox.words == [])
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "pending")
        await shop.work(after: .milliseconds(1))
        #expect(try await states(visit) == [.done])
        #expect(try await visit.inquire().cancelled == Money(5000, .krw))
        #expect(try await visit.row()?.cancelled == 5000)
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "done")
        for _ in 1...3 { await shop.work(after: .seconds(60)) }
        #expect(shop.inbox.words == ["cancellation done 5000 KRW"])
    }

    @Test func aRefundMayEndRefusedAndLeavesTheMoney() async throws {
        let shop = try Shop(Self.asynchronous)
        let visit = try await shop.paid()
        let operation = shop.operation()
        try await shop.fault("cancel", "refuse")
        #expect(try await visit.refund(12_000, remaining: 12_000, operation: operation).word == "pending")
        #expect(try await visit.refund(1, remaining: 12_000).word == "refused EXCEEDS_REMAINDER")
        await shop.work(after: .seconds(2))
        #expect(try await states(visit) == [.refused])
        #expect(shop.inbox.words == ["cancellation refused 12000 KRW"])
        #expect(try await visit.row()?.cancelled == 0)
        #expect(try await visit.refund(12_000, remaining: 12_000, operation: operation).word == "refused REFUSED")
        #expect(try await visit.refund(12_000, remaining: 12_000).word == "pending")
        await shop.work(after: .seconds(2))
        #expect(try await visit.row()?.status == "cancelled")
    }

    @Test func racingPendingRefundsNeverExceedThePayment() async throws {
        let shop = try Shop(Self.asynchronous)
        let visit = try await shop.paid()
        let words = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try await visit.refund(12_000, remaining: 12_000).word } }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(words.count { $0 == "pending" } == 1)
        await shop.work(after: .seconds(2))
        #expect(try await visit.row()?.cancelled == 12_000)
        #expect(shop.inbox.words == ["cancellation done 12000 KRW"])
    }

    @Test func thePendingFaultCommitsAndIsToldLater() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        try await shop.fault("cancel", "pending")
        #expect(try await visit.refund(5000, remaining: 12_000).word == "pending")
        #expect(try await visit.row()?.cancelled == 5000)
        #expect(try await visit.refund(7000, remaining: 7000).word == "done")
        await shop.work(after: .seconds(1))
        #expect(shop.inbox.words == ["cancellation done 5000 KRW"], "what the call told needs no webhook")
    }

    @Test func whatWasTransferredGoesBackToAnAccountOnly() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("deposit")
        _ = try await visit.payDeposit()
        guard case .refused("ACCOUNT_NEEDED", let message) = try await visit.refund(12_000, remaining: 12_000) else {
            Issue.record("a transfer was given back to nobody")
            return
        }
        #expect(message.contains("the buyer's bank account is needed"))
        let account = RefundAccount(bankCode: "004", number: "1234567890", holder: "Hong Gildong")
        #expect(try await visit.refund(12_000, remaining: 12_000, account: account).word == "done")
        #expect(try await visit.row()?.status == "cancelled")
    }

    @Test func aVoidedDepositTakesNoTransferAndTellsNothing() async throws {
        let shop = try Shop(Self.asynchronous)
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("deposit")
        #expect(try await visit.void().word == "done")
        #expect(try await visit.payDeposit().status == 409)
        await shop.work(after: .seconds(60))
        #expect(shop.inbox.words == [])
        #expect(try await visit.row()?.status == "voided")
    }
}
