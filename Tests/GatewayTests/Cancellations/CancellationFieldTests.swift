import ProviderKit
import Testing

@testable import Cafe24Sandbox
@testable import Gateway

/// A14 and A15: each field by itself. What is refused reaches no PG.
@Suite(.timeLimit(.minutes(1)))
struct CancellationFieldTests {
    static let required = ["hash_data", "order_id", "partner_id", "tid", "amount", "cancel_amount", "currency"]

    @Test(arguments: required, CancellationFlow.allCases)
    func aMissingFieldIsRefusedByName(field: String, flow: CancellationFlow) async throws {
        try await refusal(flow, naming: field) { $0.removeAll { $0.name == field } }
    }

    @Test(arguments: required)
    func aFieldThatIsEmptyOrNoTextIsRefusedByName(field: String) async throws {
        for value: SandboxJSON in [" ", .null, ["a": "b"], .array(["a"])] {
            try await refusal(naming: field) { $0.set(field, value) }
        }
    }

    @Test(arguments: required + ["cancel_noty_url", "refund_bank_code", "refund_account", "refund_holder"])
    func aFieldThatIsTooLongIsRefused(field: String) async throws {
        try await refusal(naming: field) { $0.set(field, .string(String(repeating: "1", count: 2049))) }
    }

    private func refusal(
        _ flow: CancellationFlow = .synchronous,
        naming word: String,
        _ change: @Sendable (inout [SandboxJSON.Member]) -> Void
    ) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let request = flow == .asynchronous ? purchase.asynchronously() : purchase.whole
            var fields = request.fields(signedWith: visitor.cafe24().hashes)
            change(&fields)
            let reply = try await visitor.cafe24().send(fields, to: flow.path)
            expectRefusal(SandboxClient.CancelAnswer(httpStatus: reply.status, body: reply.body), naming: word)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 0)
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }
}

extension [SandboxJSON.Member] {
    fileprivate mutating func set(_ name: String, _ value: SandboxJSON) {
        removeAll { $0.name == name }
        append(SandboxJSON.Member(name: name, value: value))
    }
}
