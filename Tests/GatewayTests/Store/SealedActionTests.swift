import Foundation
import GRDB
import ProviderKit
import Testing

@testable import Gateway

/// A form or a page holds what the PG is told of the buyer: nobody reads it in the database without the key.
@Suite struct SealedActionTests {
    private let store: SQLiteStore

    init() throws {
        store = try SQLiteStore(temporaryWith: .sample)
    }

    private static let form = CheckoutAction.form(
        action: "https://pg.example/pay",
        fields: [FormField("P_UNAME", "buyer-in-plain-text")],
        charset: .cp949
    )
    private static let page = CheckoutAction.page(
        HostedPage(scripts: [], fields: [FormField("buyername", "buyer-in-plain-text")], starter: "start();")
    )

    private func open(_ action: CheckoutAction) async throws -> PaymentKey {
        let payment = try await store.openAttempt()
        return try await store.change(payment.key) { record in
            record.sessionOpened(CheckoutSession(action), approver: .provider, at: .start)
            return record.payment.key
        }
    }

    private func columns() async throws -> [String] {
        try await store.writer.write { try String.fetchAll($0, sql: "SELECT action FROM payments ORDER BY rowid") }
    }

    @Test(arguments: [form, page, .byDevice(desktop: page, mobile: form, inApp: form), .redirect("sealed:not-at-all")])
    func theBuyerIsSealedAndReadsBack(action: CheckoutAction) async throws {
        let key = try await open(action)
        #expect(try await store.payment(key)?.action == action)
        let column = try #require(try await columns().first)
        #expect(column.hasPrefix("sealed:"))
        #expect(!column.contains("buyer-in-plain-text"))
        let bytes = try #require(Data(base64Encoded: String(column.dropFirst("sealed:".count))))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("buyer-in-plain-text"))
    }

    @Test func anAddressIsKeptAsItIs() async throws {
        let key = try await open(.redirect("https://pg.example/pay"))
        #expect(try await store.payment(key)?.action == .redirect("https://pg.example/pay"))
        #expect(try await columns() == ["https://pg.example/pay"])
    }

    /// Whoever can write to the database cannot lend one buyer's page to another.
    @Test func anotherPaymentsActionDoesNotOpen() async throws {
        let key = try await open(Self.form)
        try await store.writer.write { db in
            let other = try SealingKeys.sample.seal(Data("{}".utf8), context: "action/another")
            try db.execute(sql: "UPDATE payments SET action = ?", arguments: ["sealed:\(other.base64EncodedString())"])
        }
        await #expect(throws: (any Error).self) { _ = try await store.payment(key) }
    }
}
