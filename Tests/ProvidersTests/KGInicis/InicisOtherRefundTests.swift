import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers to the refund of a part that are over something else than was asked for.
struct InicisOtherRefundTests {
    private static func words(price: String?, remains: String?) -> String {
        let told = [("prtcPrice", price), ("prtcRemains", remains)]
            .compactMap { name, value in value.map { #","\#(name)":"\#($0)""# } }.joined()
        return #"{"resultCode":"00","resultMsg":"정상처리","prtcTid":"PRTC1""# + told + "}"
    }

    private func refund(_ answer: String) async throws -> CancellationOutcome {
        let line = AnsweringLine([(200, answer)])
        let inicis = try KGInicis(account: FakeKGInicis.account(), services: line.services())
        var memory = InicisMemory()
        (memory.tid, memory.method) = ("StdpayCARDINIpayTest1", .card)
        let payment = PaymentReference(
            key: try #require(PaymentKey("abcdefghijklmnopqrstuvwxyz234567")),
            amount: Money(13_000, .krw),
            amountText: "13000",
            opened: BenchClock.start,
            status: .paid,
            state: try ModuleState(memory)
        )
        let cancellation = Cancellation(
            .refund(Money(3_000, .krw)),
            operation: OperationID(from: SystemRandomSource()),
            remainingBefore: Money(13_000, .krw),
            remainingAfter: Money(10_000, .krw),
            reason: "changed mind"
        )
        return try await inicis.cancel(cancellation, of: payment)
    }

    @Test func thePartThatWasAskedForIsDone() async throws {
        #expect(try await refund(Self.words(price: "3000", remains: "10000")).reference == "PRTC1")
    }

    @Test(
        arguments: [
            ("2999", "10000"), ("3001", "10000"), ("3000", "9999"), ("3000", "10001"), (nil, "10000"), ("3000", nil),
        ] as [(String?, String?)]
    )
    func anotherPartIsNeverTakenForDone(price: String?, remains: String?) async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await refund(Self.words(price: price, remains: remains))
        }
        #expect(error?.code == .conflict)
    }
}
