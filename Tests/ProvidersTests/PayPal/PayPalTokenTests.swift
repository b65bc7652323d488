import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct PayPalTokenTests {
    private let payment = ScriptedPayment()
    private static let token = "POST /v1/oauth2/token"

    private func look(_ provider: PayPal) async throws {
        _ = try await provider.verify(.inquiry, of: payment.reference(), approval: nil)
    }

    @Test func aTokenIsUsedUntilAMinuteBeforeItsEnd() async throws {
        let script = PayPalScript().answer(ScriptedPayment.order, 200, payment.order("CREATED"))
        let clock = BenchClock()
        let provider = try PayPal.scripted(script, clock: clock)
        try await look(provider)
        clock.advance(by: .seconds(32_339))
        try await look(provider)
        #expect(script.count(Self.token) == 1)
        clock.advance(by: .seconds(1))
        try await look(provider)
        #expect(script.count(Self.token) == 2)
    }

    @Test func manyCallsAtOnceFetchOneToken() async throws {
        let scene = try await PayPalScene.opened()
        try scene.fake().revokeTokens()
        scene.bench.clock.advance(by: .seconds(9 * 3600))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { _ = try await scene.bench.provider.verify(.inquiry, of: scene.payment, approval: nil) }
            }
            try await group.waitForAll()
        }
        #expect(try scene.fake().tokensGiven == 2)
    }

    @Test func aTokenThatIsRefusedIsReplacedOnceAndTheCallRepeated() async throws {
        let scene = try await PayPalScene.opened()
        try scene.fake().revokeTokens()
        let snapshot = try await scene.bench.provider.verify(.inquiry, of: scene.payment, approval: nil)
        #expect(snapshot.status == .open)
        #expect(try scene.fake().tokensGiven == 2)
    }

    @Test func aSecondRefusalIsAMatterOfConfiguration() async throws {
        let script = PayPalScript().answer(ScriptedPayment.order, 401, "{}")
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) { try await look(provider) }
        #expect(error?.code == .configuration)
        #expect(script.count(ScriptedPayment.order) == 2)
        #expect(script.count(Self.token) == 2)
    }

    @Test(arguments: [
        (401, #"{"error":"invalid_client"}"#, ProviderError.Code.configuration), (400, "{}", .configuration),
        (503, "", .temporary), (429, "", .temporary), (200, "{", .temporary),
    ])
    func withoutATokenNothingWasAsked(status: Int, body: String, code: ProviderError.Code) async throws {
        let script = PayPalScript().answer(Self.token, status, body)
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) {
            try await provider.cancel(payment.refunding(1), of: ScriptedPayment(capture: "C1").reference())
        }
        #expect(error?.code == code)
        #expect(script.count(ScriptedPayment.refunding) == 0)
    }

    @Test func noCredentialIsInALogOrAnError() async throws {
        let log = BenchLog()
        let script = PayPalScript().answer(Self.token, 401, #"{"error":"s3cret T1"}"#)
        let error = await #expect(throws: ProviderError.self) {
            try await look(PayPal.scripted(script, log: log))
        }
        for secret in ["s3cret", "T1"] {
            #expect(error?.description.contains(secret) == false)
            #expect(!log.text.contains(secret))
        }
    }
}
