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
        let left: Int64 = ["paid": 0, "partialCancelled": 9000][status] ?? 12_000
        #expect(snapshot.cancelled == Money(expected == .paid ? left : 0, .krw))
    }

    @Test func whatIsCancelledDuringAnApprovalWasUndone() throws {
        let snapshot = try transaction("cancelled", "card", "0").snapshot(isApproving: true)
        #expect(snapshot.status == .reversed)
        #expect(snapshot.paid.isZero)
    }

    @Test(
        arguments: [
            ("paid", 0, nil), ("paid", 5000, nil), ("paid", -1, nil), ("paid", 13_000, nil), ("paid", 12_000, 3000),
            ("partialCancelled", 12_000, nil), ("partialCancelled", 9000, 2000), ("partialCancelled", nil, nil),
            ("cancelled", 12_000, nil), ("cancelled", 1, nil), ("cancelled", nil, 3000), ("cancelled", 0, 3000),
        ] as [(String, Int?, Int?)]
    )
    func whatContradictsItselfIsNotBelieved(status: String, balance: Int?, listed: Int?) throws {
        let transaction = try transaction(status, "card", "0", balance: balance, listed: listed)
        for isApproving in [true, false] {
            let error = #expect(throws: ProviderError.self) { try transaction.snapshot(isApproving: isApproving) }
            #expect(error?.code == .unknown)
        }
    }

    @Test(
        arguments: [
            ("paid", 12_000, nil, 0), ("paid", nil, nil, 0), ("partialCancelled", 9000, 3000, 3000),
            ("partialCancelled", nil, 3000, 3000), ("partialCancelled", 0, 12_000, 12_000),
            ("cancelled", nil, nil, 12_000),
        ] as [(String, Int?, Int?, Int64)]
    )
    func whatIsLeftOutIsNoContradiction(status: String, balance: Int?, listed: Int?, cancelled: Int64) throws {
        let transaction = try transaction(status, "card", "0", balance: balance, listed: listed)
        #expect(try transaction.snapshot(isApproving: false).cancelled == Money(cancelled, .krw))
    }

    private func transaction(_ status: String, _ method: String, _ paidAt: String) throws -> NicePayTransaction {
        let balance = ["paid": 12_000, "cancelled": 0][status] ?? 3000
        return try transaction(status, method, paidAt, balance: balance, listed: nil)
    }

    private func transaction(
        _ status: String,
        _ method: String,
        _ paidAt: String,
        balance: Int?,
        listed: Int?
    ) throws -> NicePayTransaction {
        let cancels = listed.map { "[{\"tid\":\"c1\",\"amount\":\($0)}]" } ?? "null"
        let text = """
            {"resultCode":"0000","resultMsg":"fine","tid":"t1","orderId":"o1","status":"\(status)",
            "paidAt":"\(paidAt)","payMethod":"\(method)","amount":12000,"balanceAmt":\(balance.map(String.init) ?? "null"),
            "currency":"KRW","cancels":\(cancels)}
            """
        return try JSONDecoder().decode(NicePayTransaction.self, from: Data(text.utf8))
    }
}
