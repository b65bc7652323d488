import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct PayPalWebhookTests {
    private func notices(_ scene: PayPalScene, _ message: InboundMessage) async throws -> [Notice] {
        try await scene.bench.provider.notices(in: message)
    }

    @Test func eachStepOfAPaymentIsReportedAndNamesIt() async throws {
        let scene = try await PayPalScene.paid()
        _ = try await scene.refund(1234)
        let messages = await scene.bench.fake.webhooks()
        var subjects: [Notice.Subject] = []
        for message in messages { subjects += try await notices(scene, message).map(\.subject) }
        let capture = try #require(scene.payment.references.last)
        #expect(subjects == [.key(scene.order.key), .key(scene.order.key), .reference(capture)])
        let keys = try await notices(scene, messages[0]).map(\.deduplicationKey)
        #expect(keys.first?.hasPrefix("WH-") == true)
        #expect(try await notices(scene, messages[0]).map(\.deduplicationKey) == keys)
    }

    @Test func theCertificateIsFetchedOnce() async throws {
        let scene = try await PayPalScene.paid()
        let message = try #require(await scene.bench.fake.webhooks().first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try await notices(scene, message) } }
            try await group.waitForAll()
        }
        #expect(scene.bench.line.calls.count { $0.path.contains("/certs/") } == 1)
    }

    @Test func noForgeryIsTaken() async throws {
        let scene = try await PayPalScene.paid()
        let forgeries = await scene.bench.fake.forgeries(of: scene.order.key)
        #expect(forgeries.count == 8)
        for (index, forgery) in forgeries.enumerated() {
            let error = await #expect(throws: ProviderError.self, "forgery \(index)") {
                try await notices(scene, forgery)
            }
            #expect(error?.code == .rejectedMessage, "forgery \(index)")
        }
        let hosts = Set(scene.bench.line.calls.compactMap(\.request.authority))
        #expect(hosts == ["api-m.sandbox.paypal.com", "api.sandbox.paypal.com"])
    }

    @Test(arguments: [
        "paypal-transmission-id", "paypal-transmission-time", "paypal-transmission-sig", "paypal-cert-url",
        "paypal-auth-algo",
    ])
    func noHeaderMayBeMissingOrAltered(name: String) async throws {
        let scene = try await PayPalScene.paid()
        let message = try #require(await scene.bench.fake.webhooks().first)
        for value in [nil, "", "x\(message.headers[name] ?? "")"] {
            var headers = message.headers
            headers[name] = value
            let altered = InboundMessage(method: "POST", path: "/", headers: headers, body: message.body)
            let error = await #expect(throws: ProviderError.self) { try await notices(scene, altered) }
            #expect(error?.code == .rejectedMessage)
        }
    }

    @Test func aSealOfAnotherAlgorithmIsNotTaken() async throws {
        let scene = try await PayPalScene.paid()
        let message = try #require(await scene.bench.fake.webhooks().first)
        let headers = message.headers.merging(["paypal-auth-algo": "SHA1withRSA"]) { $1 }
        let altered = InboundMessage(method: "POST", path: "/", headers: headers, body: message.body)
        await #expect(throws: ProviderError.self) { try await notices(scene, altered) }
    }

    @Test(arguments: [Disturbance.unreachable, .timeoutBeforeCommit, .serverErrors])
    func aCertificateThatCannotBeFetchedNowIsAskedForLater(disturbance: Disturbance) async throws {
        let scene = try await PayPalScene.paid()
        let message = try #require(await scene.bench.fake.webhooks().first)
        scene.bench.line.disturb(disturbance)
        let error = await #expect(throws: ProviderError.self) { try await notices(scene, message) }
        #expect(error?.code == .temporary)
        scene.bench.line.calm()
        #expect(try await notices(scene, message).count == 1)
    }

    @Test func aWebhookIdThatIsBeingReplacedIsStillKnown() async throws {
        let scene = try await PayPalScene.paid()
        let message = try #require(await scene.bench.fake.webhooks().first)
        var fields = FakePayPal.account.fields
        for (ids, isKnown) in [(["NEW"], false), (["NEW"] + (fields["webhookId"] ?? []).map(\.exposed), true)] {
            fields["webhookId"] = ids.map { Secret($0) }
            let account = ProviderAccount(
                instance: "paypal",
                reference: "fake",
                environment: .test,
                fields: fields,
                settings: FakePayPal.account.settings
            )
            let fake = scene.bench.fake
            let bench = try ConformanceBench(PayPal.self, account: account) { _ in fake }
            #expect((try? await bench.provider.notices(in: message).count) == (isKnown ? 1 : nil))
        }
    }
}
