import Foundation
import GRDB
import ProviderKit
import Testing

@testable import Gateway

/// What cannot be opened keeps nothing else waiting.
@Suite struct ClosedPaymentTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let log = LogRecorder()

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("ledger.sqlite").path
        store = try SQLiteStore(path: path, keys: .sample, logger: log.makeLogger())
    }

    @Test func listsShowTheRestAndTheLogNamesEachOnce() async throws {
        let (closed, open) = (try await paid(1), try await paid(2))
        try await close(closed)
        for _ in 0..<3 { #expect(try await store.list(PaymentFilter(), limit: 9).map(\.key) == [open]) }
        #expect(log.count(of: "a payment cannot be opened") == 1)
        #expect(log.text.contains(closed.short) && !log.text.contains(closed.text))
        await #expect(throws: SealBroken.self) { try await store.payment(closed) }
    }

    /// More than are taken up in one turn.
    @Test func looksAtTheOthersAreDue() async throws {
        for number in 0..<5 { try await close(try await attempt(number).key) }
        let open = try await attempt(9).key
        #expect(try await store.dueLooks(at: .after(86_400), limit: 2).map(\.key) == [open])
    }

    @Test func cancellationsOfTheOthersAreDue() async throws {
        for number in 0..<5 {
            let key = try await refunding(number)
            try await close(key)
        }
        let open = try await refunding(9)
        #expect(try await store.dueCancellations(at: .after(86_400), limit: 2).map(\.0) == [open])
    }

    @Test func aBankAccountThatCannotBeOpenedHoldsUpItsPaymentOnly() async throws {
        let (closed, open) = (try await refunding(1), try await refunding(2))
        let sql = "UPDATE cancellations SET bank_account = x'0102', amount_text = '1' WHERE payment_key = ?"
        try await store.writer.write { try $0.execute(sql: sql, arguments: [closed.text]) }
        #expect(try await store.dueCancellations(at: .after(86_400), limit: 9).map(\.0) == [open])
        #expect(try await !store.dueLooks(at: .after(86_400), limit: 9).map(\.key).contains(closed))
    }

    @Test func webhooksOfTheOthersAreProcessed() async throws {
        for number in 0..<5 {
            let key = try await attempt(number).key
            try await receive(about: key)
            try await close(key)
        }
        let open = try await attempt(9).key
        try await receive(about: open)
        let taken = try await store.takeInbox(at: .after(86_400), until: .after(86_500), notOf: [], limit: 2)
        #expect(taken.map(\.payment) == [open])
    }

    @Test func notificationsOfTheOthersAreTaken() async throws {
        let closed = try await paid(1)
        let open = try await paid(2)
        try await close(closed)
        let taken = try await store.takeNotifications(
            at: .after(86_400),
            lease: .seconds(30),
            notTo: [],
            limit: 9
        )
        #expect(taken.map(\.payment.key) == [open])
    }

    private func attempt(_ number: Int) async throws -> Payment {
        let order = OrderID(mall: "mall", shop: 1, number: "order-\(number)")
        return try await store.openAttempt(.sample(order: order, flow: .asynchronous))
    }

    private func paid(_ number: Int) async throws -> PaymentKey {
        let key = try await attempt(number).key
        try await store.settle(key, .paid())
        return key
    }

    private func refunding(_ number: Int) async throws -> PaymentKey {
        let key = try await paid(number)
        try await store.change(key) { record in
            _ = record.reserveRefund(Money(1_000, .krw), origin: .operator, at: .after(20))
        }
        return key
    }

    private func receive(about key: PaymentKey) async throws {
        let message = InboundMessage(method: "POST", path: "/hook", query: "")
        let id = try await store.receive(message, about: key, deduplicationKey: "1", at: .after(20), due: .after(30))
        #expect(id != nil)
    }

    /// As if its key had gone.
    private func close(_ key: PaymentKey) async throws {
        let sql = "UPDATE payments SET module_state = x'04676f6e6500' WHERE key = ?"
        try await store.writer.write { try $0.execute(sql: sql, arguments: [key.text]) }
    }
}
