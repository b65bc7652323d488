import Foundation
import ProviderKit
import Testing

@testable import Providers

struct NicePayStatusTests {
    @Test(arguments: [
        ("ready", "vbank", "0", PaymentSnapshot.Status.pending(.deposit)),
        ("ready", "card", "0", .open),
        ("paid", "card", "2026-11-22T18:00:00.000+0900", .paid),
        ("partialCancelled", "card", "2026-11-22T18:00:00.000+0900", .paid),
        ("cancelled", "card", "2026-11-22T18:00:00.000+0900", .paid),
        ("cancelled", "vbank", "2026-11-22T18:00:00.000+0900", .paid),
        ("cancelled", "vbank", "0", .expired),
        ("failed", "card", "0", .declined(code: "0000", message: "fine")),
        ("expired", "vbank", "0", .expired),
        ("paused", "card", "0", .unknown("paused")),
    ])
    func eachStatusHasItsMeaning(
        status: String,
        method: String,
        paidAt: String,
        expected: PaymentSnapshot.Status
    ) throws {
        let transaction = try transaction(status, method, paidAt)
        let snapshot = try transaction.snapshot(isApproving: false)
        #expect(snapshot.status == expected)
        #expect(snapshot.paid == Money(expected == .paid ? 12_000 : 0, .krw))
        #expect(snapshot.cancelled == Money(expected == .paid ? 9000 : 0, .krw))
    }

    @Test func whatIsCancelledDuringAnApprovalWasUndone() throws {
        let snapshot = try transaction("cancelled", "card", "0").snapshot(isApproving: true)
        #expect(snapshot.status == .reversed)
        #expect(snapshot.paid.isZero)
    }

    private func transaction(_ status: String, _ method: String, _ paidAt: String) throws -> NicePayTransaction {
        let text = """
            {"resultCode":"0000","resultMsg":"fine","tid":"t1","orderId":"o1","status":"\(status)",
            "paidAt":"\(paidAt)","payMethod":"\(method)","amount":12000,"balanceAmt":3000,"currency":"KRW"}
            """
        return try JSONDecoder().decode(NicePayTransaction.self, from: Data(text.utf8))
    }
}
