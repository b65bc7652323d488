import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayReturnTests {
    /// Each alters one field of a good return.
    @Test(arguments: [
        ("amount=12000", "amount=1200"), ("authToken=NICE", "authToken=MICE"), ("signature=", "signature=0"),
        ("clientId=S2_", "clientId=S1_"), ("orderId=", "orderId=x"), ("&tid=", "&tad="), ("authResultCode=", "a="),
    ])
    func aReturnThatWasAlteredIsRejected(from: String, to: String) async throws {
        let visit = try await NicePayVisit()
        guard case .returned(let message, let door) = try await visit.evidence(.pays) else { return }
        let altered = message.text.replacing(from, with: to)
        #expect(altered != message.text)
        let forged = InboundMessage(
            method: "POST",
            path: message.path,
            query: message.query,
            headers: message.headers,
            body: Array(altered.utf8)
        )
        let error = await #expect(throws: ProviderError.self) {
            let evidence = Evidence.returned(forged, via: door)
            return try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .rejectedMessage)
        #expect(visit.bench.line.calls.isEmpty)
    }

    @Test func aReturnOverAnotherAmountIsNotApproved() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.payment.amount = Money(11_000, .krw)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.bench.provider.verify(evidence, of: frozen.payment, approval: frozen.bench.operation())
        }
        #expect(error?.code == .rejectedMessage)
    }

    @Test(arguments: [
        SettingValue.list([]), .list([.string("cash")]), .string("card"), .list([.string("card"), .bool(true)]),
    ])
    func methodsThatNicepayHasNotAreRefused(methods: SettingValue) async throws {
        let error = await #expect(throws: ProviderError.self) { try await NicePayVisit(settings: ["methods": methods]) }
        #expect(error?.code == .configuration)
    }
}
