import ProviderKit
import Testing

@testable import ProviderMock

/// What a fault does to the answer, and what to the ledger.
struct FaultTests {
    @Test(arguments: [
        ("timeoutBeforeCommit", "unknown", 0, 1), ("timeoutAfterCommit", "unknown", 1, 1),
        ("serverError", "unknown", 0, 1), ("garbage", "unknown", 0, 1), ("hang", "unknown", 0, 10),
        ("decline", "invalidRequest", 0, 0), ("wrongAmount", "12001 KRW", 1, 0), ("wrongCurrency", "120.00 USD", 1, 0),
        ("delay", "12000 KRW", 1, 0), ("pending", "12000 KRW", 1, 0),
    ])
    func ofACheckout(fault: String, answer: String, rows: Int, seconds: Int) async throws {
        let shop = try Shop()
        let order = shop.order()
        try await shop.fault("checkout", fault)
        let told: String
        do {
            told = try await shop.mock.checkout(order).amount?.description ?? ""
        } catch {
            told = error.code.rawValue
        }
        #expect(told == answer)
        #expect(try await shop.ledger().map(\.amount) == Array(repeating: 12_000, count: rows))
        #expect(try await shop.mock.checkout(order).amount == Money(12_000, .krw), "used up")
        #expect(try await shop.ledger().map(\.calls.checkout) == [2], "a call that failed was a call")
    }

    @Test(
        arguments: [
            ("timeoutBeforeCommit", "unknown", 0), ("timeoutAfterCommit", "unknown", 12_000),
            ("serverError", "unknown", 0),
            ("garbage", "unknown", 0), ("hang", "unknown", 0), ("decline", "declined 0 KRW", 0),
            ("wrongAmount", "paid 12001 KRW", 12_000), ("wrongCurrency", "paid 120.00 USD", 12_000),
            ("pending", "review 0 KRW", 12_000), ("delay", "paid 12000 KRW", 12_000),
        ] as [(String, String, Int64)]
    )
    func ofAVerify(fault: String, answer: String, paid: Int64) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let click = try await visit.choose("approve")
        let approval = shop.operation()
        try await shop.fault("verify", fault)
        let told: String
        do {
            told = try await word(visit.verify(after: click, approval: approval))
        } catch let error as ProviderError {
            told = error.code.rawValue
        }
        #expect(told == answer)
        #expect(try await visit.row()?.paid == paid)
        let next = try await word(visit.verify(after: click, approval: approval))
        #expect(next == (fault == "decline" ? "declined 0 KRW" : "paid 12000 KRW"), "used up")
        #expect(try await visit.row()?.calls == Row.Calls(checkout: 1, verify: 2))
    }

    @Test(
        arguments: [
            ("timeoutBeforeCommit", "unknown", 0), ("timeoutAfterCommit", "unknown", 5000),
            ("serverError", "unknown", 0),
            ("garbage", "unknown", 0), ("hang", "unknown", 0), ("refuse", "refused REFUSED", 0),
            ("pending", "pending", 5000),
            ("delay", "done", 5000), ("wrongAmount", "done", 5000), ("wrongCurrency", "done", 5000),
        ] as [(String, String, Int64)]
    )
    func ofACancel(fault: String, answer: String, cancelled: Int64) async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        let operation = shop.operation()
        try await shop.fault("cancel", fault)
        let told: String
        do {
            told = try await visit.refund(5000, remaining: 12_000, operation: operation).word
        } catch let error as ProviderError {
            told = error.code.rawValue
        }
        #expect(told == answer)
        #expect(try await visit.row()?.cancelled == cancelled)
        #expect(try await visit.refund(5000, remaining: 12_000, operation: operation).word == "done", "used up")
        #expect(try await visit.row()?.calls.cancel == 2)
        #expect(try await visit.row()?.cancelled == 5000)
    }

    @Test(
        arguments: [
            ("hang", nil, [10_000]), ("hang", 5, [10_000]), ("delay", 250, [250]), ("delay", nil, [0]),
            ("timeoutBeforeCommit", nil, [1000]), ("timeoutAfterCommit", nil, [1000]),
            ("timeoutBeforeCommit", 40, [40]),
            ("timeoutAfterCommit", 0, [0]),
        ] as [(String, Int?, [Int])]
    )
    func callsAreHeldAsLongAsAsked(fault: String, delay: Int?, sleeps: [Int]) async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        try await shop.fault("verify", fault, delay: delay)
        _ = try? await visit.inquire()
        #expect(shop.clock.sleeps == sleeps.map { .milliseconds($0) })
    }

    @Test func aVirtualAccountOrAnOpenSessionHasNothingToFalsify() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        for fault in ["wrongAmount", "wrongCurrency", "pending"] {
            try await shop.fault("verify", fault)
            #expect(try await word(visit.inquire()) == "open 0 KRW")
        }
    }

    @Test func anAbandonedCallEndsAsUnknown() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        try await shop.fault("verify", "hang")
        let call = Task { () -> ProviderError.Code? in
            withUnsafeCurrentTask { $0?.cancel() }
            do {
                _ = try await visit.inquire()
                return nil
            } catch let error as ProviderError {
                return error.code
            }
        }
        #expect(try await [.unknown, .temporary].contains(call.value))
    }

    private func word(_ snapshot: PaymentSnapshot) -> String {
        let status =
            switch snapshot.status {
            case .paid: "paid"
            case .open: "open"
            case .declined: "declined"
            case .pending(let reason): reason.rawValue
            default: "\(snapshot.status)"
            }
        return "\(status) \(snapshot.paid)"
    }
}
