import Foundation
import ProviderKit
import Testing

@testable import Gateway

/// Rules, carried out.
@Suite struct StoreChangeTests {
    @Test(arguments: StoreKind.allCases)
    func aPaymentComesBackAsItWasWritten(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt(references: ["session-1", "intent-1"])
        let written = try await store.change(payment.key) { record in
            record.payment.moduleState = ModuleState(bytes: Data([0, 1, 255]))
            record.payment.action = .byDevice(
                desktop: .form(action: "https://pg.example", fields: [FormField("b", "1")], charset: .cp949),
                mobile: .redirect("https://m.pg.example"),
                inApp: .page(HostedPage(scripts: ["https://pg.example/a.js"], data: "{}", starter: "go()"))
            )
            record.payment.providerStatus = .declined(code: "51", message: "잔액 부족")
            record.payment.transactionID = "T1"
            record.payment.method = "card"
            record.payment.approval = OperationID(from: SystemRandomSource())
            record.payment.verdict = .paid
            record.payment.paidAt = .after(3)
            record.payment.firstRead = .after(4)
            record.payment.reads = 2
            record.payment.nextLook = nil
            record.raise(.misconfigured, at: .start)
            record.raise(.unresolved, at: .start)
            record.move(to: .pending, by: "test", at: .start, reason: .init(code: "", message: "deposit"))
            record.learn(references: ["tid-1", "session-1"])
            return record.payment
        }
        #expect(try await store.payment(payment.key) == written)
        #expect(written.references == ["session-1", "intent-1", "tid-1"])
        #expect(try await store.payment(.new()) == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func aRuleThatThrowsChangesNothing(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        await #expect(throws: Unexpected.self) {
            try await store.change(payment.key) { record in
                record.move(to: .paid, by: "test", at: .start)
                record.reserveVoid(origin: .operator, at: .start)
                throw Unexpected()
            }
        }
        #expect(try await store.payment(payment.key) == payment)
        #expect(try await store.cancellations(of: payment.key).isEmpty)
        #expect(try await store.story(of: payment.key).isWhole)
    }

    @Test(arguments: StoreKind.allCases)
    func aPaymentThatIsNotThereCannotBeChanged(_ kind: StoreKind) async throws {
        let store = try kind.open()
        await #expect(throws: StoreError.noSuchPayment) { try await store.change(.new()) { _ in } }
    }

    @Test(arguments: StoreKind.allCases)
    func aFailingRuleDoesNotDisturbThoseBesideIt(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let failures = await withTaskGroup { group in
            for turn in 0..<64 {
                group.addTask {
                    do {
                        try await store.change(payment.key) { record in
                            record.payment.reads += 1
                            record.note(.statusRead, by: "test", at: .start)
                            if turn.isMultiple(of: 4) { throw Unexpected() }
                        }
                        return 0
                    } catch {
                        return 1
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(failures == 16)
        #expect(try await store.payment(payment.key)?.reads == 48)
        let story = try await store.story(of: payment.key)
        #expect(story.events.count(where: { $0.kind == .statusRead }) == 48)
        #expect(story.isWhole)
    }

    @Test(arguments: StoreKind.allCases)
    func ofManyWhoClaimOneSettles(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let claims = try await withThrowingTaskGroup { group in
            for _ in 0..<32 {
                group.addTask {
                    try await store.change(payment.key) {
                        $0.claim(.returned(), approving: true, by: "buyer", at: .after(5), lease: .seconds(30))
                    }
                }
            }
            return try await group.reduce(into: [PaymentRecord.Claim]()) { claims, outcome in
                if case .claimed(let claim) = outcome { claims.append(claim) }
            }
        }
        #expect(claims.count == 1)
        #expect(claims.first?.approval != nil)
        #expect(try await store.payment(payment.key)?.state == .settling)
    }

    @Test(arguments: StoreKind.allCases)
    func whoComesBackTooLateWritesNothing(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let late = try await claim(payment.key, in: store, at: .after(5))
        _ = try await claim(payment.key, in: store, at: .after(60))
        await #expect(throws: StaleClaim.self) {
            try await store.change(payment.key) {
                try $0.apply(.paid(), late, of: .returned(), proof: .presence, at: .after(61))
            }
        }
        #expect(try await store.payment(payment.key)?.state == .settling)
    }

    @Test(arguments: StoreKind.allCases)
    func refundsAtOnceNeverExceedWhatWasPaid(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        let reserved = try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    try await store.change(payment.key) {
                        $0.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(20))
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(reserved == 2)
        #expect(try await store.payment(payment.key)?.reserved == Money(10_000, .krw))
        #expect(try await store.cancellations(of: payment.key).count == 2)
    }

    private func claim(
        _ key: PaymentKey,
        in store: any PaymentStore,
        at now: Timestamp
    ) async throws -> PaymentRecord.Claim {
        try await store.change(key) {
            try $0.claim(.returned(), approving: true, by: "buyer", at: now, lease: .seconds(30)).claim()
        }
    }
}
