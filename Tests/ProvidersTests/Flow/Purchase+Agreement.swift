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
        let (record, payment, books) = (try await self.record(), try await self.payment(), try await self.books())
        #expect(books.paid == paid && books.cancelled == cancelled, "the PG's books: \(books)")
        #expect(payment.paid.minorUnits == paid && payment.cancelled.minorUnits == cancelled)
        #expect(payment.reserved.isZero && payment.flags.isEmpty)
        if paid > 0 {
            #expect(books.charges == 1)
            #expect(record.tid == payment.transactionID && record.tid != nil)
        }
    }

    /// As above, for all of the amount.
    func expectPaid() async throws {
        try await expect(order: "paid", payment: [.paid], paid: try await payment().amount.minorUnits)
    }

    /// Nobody was charged, and the mall was never told "paid".
    func expectUnpaid() async throws {
        let (record, payment, books) = (try await self.record(), try await self.payment(), try await self.books())
        #expect(books == FakeBooks())
        #expect(payment.paid.isZero && payment.state != .paid && payment.state != .unknown)
        #expect(!["paid", "suspicious", "unconfirmed", "awaiting-notification"].contains(record.state))
    }
}
