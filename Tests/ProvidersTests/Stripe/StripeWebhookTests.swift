import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeWebhookTests {
    @Test func aMadeUpWebhookIsRejected() async throws {
        let visit = try await StripeVisit()
        for message in await visit.fake.forgeries(of: visit.order.key) {
            let error = await #expect(throws: ProviderError.self) {
                try await visit.bench.provider.notices(in: message)
            }
            #expect(error?.code == .rejectedMessage)
        }
    }

    @Test func allEventsOfAPaymentNameIt() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        _ = try await visit.refund(1000, of: 3000)
        visit.fake.endRefunds(of: visit.order.key, as: "failed")
        let messages = await visit.fake.webhooks()
        #expect(messages.count == 4)
        var keys: Set<String> = []
        for message in messages {
            let notices = try await visit.bench.provider.notices(in: message)
            #expect(notices.map(\.subject) == [.key(visit.order.key)])
            keys.formUnion(notices.map(\.deduplicationKey))
        }
        #expect(keys.count == 4)
    }

    @Test(arguments: [
        ("customer.created", #"{"id":"cus_1","object":"customer"}"#),
        ("invoice.paid", #"{"id":"in_1","object":"invoice","metadata":{}}"#),
        ("checkout.session.completed", #"{"id":"cs_9","client_reference_id":"order-of-another-shop"}"#),
        ("payment_intent.succeeded", #"{"id":"pi_9","object":"payment_intent","metadata":{}}"#),
    ])
    func whatIsNoneOfOursIsAcknowledged(type: String, object: String) async throws {
        let visit = try await StripeVisit()
        #expect(try await notices(visit, type, object).isEmpty)
        #expect(Stripe.manifest.webhooks?.status == 200)
    }

    @Test func aDisputeNamesTheIntent() async throws {
        let visit = try await StripeVisit()
        let object = #"{"id":"dp_1","object":"dispute","payment_intent":"pi_7","metadata":{}}"#
        #expect(
            try await notices(visit, "charge.dispute.created", object).map(\.subject) == [.reference("pi_7")]
        )
    }

    @Test(arguments: [(-300, true), (-301, false), (300, true), (301, false)])
    func aSignatureLivesFiveMinutes(age: Int, isTaken: Bool) async throws {
        let visit = try await StripeVisit()
        let body = event("customer.created", "{}")
        let moment = BenchClock.start + .seconds(age)
        let message = FakeStripe.webhook(body, signature: FakeStripe.signature(of: body, at: moment))
        let notices = try? await visit.bench.provider.notices(in: message)
        #expect((notices != nil) == isTaken)
    }

    @Test func eitherOfTwoSecretsAndEitherOfTwoSignaturesWill() async throws {
        let visit = try await StripeVisit()
        let body = event("customer.created", "{}")
        for secret in ["whsec_theNextSecret", "whsec_fakeStripeEndpointSecret000000001"] {
            let right = FakeStripe.signature(of: body, at: BenchClock.start, secret: secret)
            let parts = right.split(separator: ",")
            let two = "\(parts[0]),v1=00,\(parts[1]),v0=11"
            for signature in [right, two] {
                let message = FakeStripe.webhook(body, signature: signature)
                #expect(try await visit.bench.provider.notices(in: message).isEmpty)
            }
        }
    }

    @Test(arguments: ["", "t=1", "v1=00", "t=x,v1=00", "garbage", "t=99999999999999999999,v1=0"])
    func aHeaderThatIsNoSignatureIsRejected(header: String) async throws {
        let visit = try await StripeVisit()
        let message = FakeStripe.webhook(event("customer.created", "{}"), signature: header)
        let error = await #expect(throws: ProviderError.self) { try await visit.bench.provider.notices(in: message) }
        #expect(error?.code == .rejectedMessage)
    }

    private func notices(_ visit: StripeVisit, _ type: String, _ object: String) async throws -> [Notice] {
        let body = event(type, object)
        let signature = FakeStripe.signature(of: body, at: BenchClock.start)
        return try await visit.bench.provider.notices(in: FakeStripe.webhook(body, signature: signature))
    }

    private func event(_ type: String, _ object: String) -> [UInt8] {
        Array(#"{"id":"evt_1","object":"event","type":"\#(type)","data":{"object":\#(object)}}"#.utf8)
    }
}
