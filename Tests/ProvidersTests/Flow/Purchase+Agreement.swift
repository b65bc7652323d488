import Gateway
import ProviderConformance
import ProviderKit
import Testing

extension Purchase {
    /// Waits until the mall has been told, then compares what all three know, row by row.
    ///
    /// - Parameters:
    ///   - order: Where the mall's order is to stand.
    ///   - states: Where the payment may stand in the gateway.
    ///   - paid: What the PG is to have taken, in minor units.
    ///   - cancelled: What it is to have given back.
    /// - Throws: ``TookTooLong`` where the mall is never told so.
    func expect(
        order: String,
        payment states: Set<PaymentState>,
        paid: Int64,
        cancelled: Int64 = 0
    ) async throws {
        try await eventually("the mall's order \(id) is \(order)") { try await self.record().state == order }
        try await eventually("the gateway's payment is one of \(states)") {
            states.contains(try await self.payment().state)
        }
        let (record, payment) = (try await self.record(), try await self.payment())
        let books = try await self.books()
        #expect(books.paid == paid && books.cancelled == cancelled, "the PG's books: \(books)")
        #expect(payment.paid.minorUnits == paid && payment.cancelled.minorUnits == cancelled)
        #expect(payment.reserved.isZero && payment.flags.isEmpty)
        if paid > 0 {
            #expect(books.charges == 1)
            #expect(record.tid == payment.transactionID && record.tid != nil)
        }
    }

    /// As above, for all of the amount, of which the mall was told once.
    func expectPaid() async throws {
        try await expect(order: "paid", payment: [.paid], paid: try await payment().amount.minorUnits)
        try await expectToldOnce()
    }

    /// One notification says "paid" where Cafe24 waits for one; where it reads the status there is none.
    private func expectToldOnce() async throws {
        let due = try await payment().flow == .asynchronous ? 1 : 0
        #expect(try await notifications().count { $0.kind == .payment && $0.isDone } == due)
    }

    /// What the PG kept and what the mall was told are one thing: all of the amount and "paid", or nothing and never
    /// that.
    func expectOneTruth() async throws {
        try await eventually("the payment is settled") {
            let state = try await payment().state
            return state != .settling && state != .unknown
        }
        try await deliverWebhooks()
        let (books, amount) = (try await books(), try await payment().amount.minorUnits)
        guard books.paid == books.cancelled else {
            #expect(books.paid - books.cancelled == amount, "the PG's books: \(books)")
            try await eventually("the mall's order \(id) is paid") { try await self.record().state == "paid" }
            #expect(try await payment().state == .paid)
            return try await expectToldOnce()
        }
        #expect(books.charges > 0)
        #expect(try await payment().state == .reversed)
        #expect(try await record().state != "paid")
        #expect(try await !notifications().contains { $0.kind == .payment && $0.isDone })
    }

    /// Nobody was charged, the gateway knows why, and the mall was never told "paid".
    func expectUnpaid(_ states: Set<PaymentState>) async throws {
        try await eventually("the gateway's payment is one of \(states)") {
            states.contains(try await self.payment().state)
        }
        let (record, payment) = (try await self.record(), try await self.payment())
        let books = try await self.books()
        #expect(books == FakeBooks())
        #expect(payment.paid.isZero)
        #expect(!["paid", "suspicious", "unconfirmed", "awaiting-notification"].contains(record.state))
    }
}
