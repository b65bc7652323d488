import ProviderKit
import Testing

@testable import Gateway

/// What changes about a cancellation after it was written for the first time.
@Suite struct StoreChangedCancellationTests {
    private typealias Change = @Sendable (inout CancellationEntry) -> Void

    /// Each alone, so that none is written only because another one is; then back again.
    private static let changes: [(name: String, change: Change, back: Change)] = [
        ("state", { $0.state = .pending }, { $0.state = .reserved }),
        ("attempts", { $0.attempts = 3 }, { $0.attempts = 4 }),
        ("wentUnanswered", { $0.wentUnanswered = true }, { $0.wentUnanswered = false }),
        ("nextAttempt", { $0.nextAttempt = .after(99) }, { $0.nextAttempt = nil }),
        ("providerReference", { $0.providerReference = "c1" }, { $0.providerReference = nil }),
        ("reason", { $0.reason = .init(code: "51", message: "잔액 부족") }, { $0.reason = nil }),
        ("told", { $0.told = .after(31) }, { $0.told = nil }),
        ("firstSent", { $0.firstSent = .after(32) }, { $0.firstSent = nil }),
    ]

    @Test(arguments: StoreKind.allCases)
    func aChangedCancellationComesBackAsItWasWritten(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let key = try await paidWithTwoRefunds(in: store)
        for (name, change, back) in Self.changes {
            for change in [change, back] {
                let before = try await store.cancellations(of: key)
                let written = try await rewrite(key, in: store, change)
                #expect(written != before, "\(name) changes")
                #expect(try await store.cancellations(of: key) == written, "\(name)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func allThatChangesAtOnceComesBack(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let key = try await paidWithTwoRefunds(in: store)
        let written = try await rewrite(key, in: store) { entry in
            for (_, change, _) in Self.changes { change(&entry) }
        }
        #expect(try await store.cancellations(of: key) == written)
        #expect(written[0].state == .reserved, "and the other one is left alone")
    }

    private func paidWithTwoRefunds(in store: any PaymentStore) async throws -> PaymentKey {
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        try await store.change(payment.key) { record in
            record.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(20))
            record.reserveRefund(Money(2_000, .krw), origin: .operator, at: .after(20))
        }
        return payment.key
    }

    private func rewrite(
        _ key: PaymentKey,
        in store: any PaymentStore,
        _ change: @escaping Change
    ) async throws -> [CancellationEntry] {
        try await store.change(key) { record in
            change(&record.cancellations[1])
            return record.cancellations
        }
    }
}
