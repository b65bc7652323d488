import ProviderKit
import Testing

@testable import Gateway

/// A refund is bound to its bank account from the moment it was sent (ledger, operation id).
@Suite struct RefundAccountRuleTests {
    enum Step: CaseIterable {
        case reserved, sent, unanswered, refusedForNow, pending, done
    }

    private static let first = RefundAccount(bankCode: "004", number: "111", holder: "Kim")
    private static let other = RefundAccount(bankCode: "004", number: "222", holder: "Kim")

    private func request(_ account: RefundAccount?, isAsynchronous: Bool) -> CancellationRequest {
        let url = isAsynchronous ? "https://mall.example/cancelled" : nil
        let amount = Money(5_000, .krw)
        return CancellationRequest(amount: amount, amountText: "5000", notificationURL: url, bankAccount: account)
    }

    private func record(_ step: Step, _ origin: CancellationEntry.Origin, _ account: RefundAccount?) throws
        -> PaymentRecord
    {
        var record = try PaymentRecord.sample(.paid)
        _ = record.requestCancellation(request(account, isAsynchronous: false), origin: origin, at: .after(60))
        guard step != .reserved else { return record }
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: .after(61), lease: .seconds(1))
        let fence = try #require(submitted).fence
        switch step {
        case .reserved, .sent: break
        case .unanswered:
            try record.postpone(operation, ProviderError(.unknown, "no answer"), fence: fence, at: .after(62))
        case .refusedForNow:
            try record.postpone(operation, ProviderError(.temporary, "busy"), fence: fence, at: .after(62))
        case .pending: try record.settle(operation, .pending(reference: "c1"), fence: fence, at: .after(62))
        case .done: try record.settle(operation, .done(reference: "c1"), fence: fence, at: .after(62))
        }
        return record
    }

    private static let origins: [CancellationEntry.Origin] = [.cafe24, .operator]
    private static let before: [RefundAccount?] = [first, nil]
    private static let afterReserved = Step.allCases.filter { $0 != .reserved }

    @Test(arguments: origins, before)
    func whatWasNotSentTakesTheNewestAccount(origin: CancellationEntry.Origin, before: RefundAccount?) throws {
        for isAsynchronous in [true, false] {
            var record = try record(.reserved, origin, before)
            let asked = request(Self.other, isAsynchronous: isAsynchronous)
            let decision = record.requestCancellation(asked, origin: origin, at: .after(70))
            #expect(decision == .operation(record.cancellations[0].operation))
            #expect(record.cancellations.count == 1)
            let submission = record.submit(record.cancellations[0].operation, at: .after(71), lease: .seconds(1))
            #expect(submission?.cancellation.bankAccount == Self.other)
        }
    }

    @Test(arguments: afterReserved, before)
    func whatWasSentKeepsItsAccountAndAnotherOneIsRefused(step: Step, before: RefundAccount?) throws {
        for origin in Self.origins {
            for isAsynchronous in [true, false] {
                var record = try record(step, origin, before)
                let asked = request(Self.other, isAsynchronous: isAsynchronous)
                let decision = record.requestCancellation(asked, origin: origin, at: .after(70))
                #expect(decision == .refused(.otherAccount(isDone: step == .done)))
                #expect(record.cancellations.map(\.request?.bankAccount) == [before])
                #expect(record.announcements.isEmpty, "whoever is refused is told so by the answer")
            }
        }
    }

    /// Without an account a request asks for no other one.
    @Test(arguments: Step.allCases, before)
    func anEqualRequestIsTheSameRefund(step: Step, account: RefundAccount?) throws {
        for isAsynchronous in [true, false] {
            var record = try record(step, .cafe24, Self.first)
            let asked = request(account, isAsynchronous: isAsynchronous)
            let decision = record.requestCancellation(asked, origin: .cafe24, at: .after(70))
            #expect(decision == .operation(record.cancellations[0].operation))
            #expect(record.cancellations.map(\.request?.bankAccount) == [Self.first])
        }
    }

    @Test func theRefusalSaysWhatBecomesOfTheFirst() {
        #expect(CancellationRefusal.otherAccount(isDone: true).words.contains("gone back already"))
        #expect(CancellationRefusal.otherAccount(isDone: false).words.contains("under way"))
    }
}
