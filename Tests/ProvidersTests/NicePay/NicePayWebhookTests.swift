import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayWebhookTests {
    @Test func aMadeUpWebhookIsRejected() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        for message in await visit.fake.forgeries(of: visit.order.key) {
            let frozen = visit
            let error = await #expect(throws: ProviderError.self) {
                try await frozen.bench.provider.notices(in: message)
            }
            #expect(error?.code == .rejectedMessage)
        }
    }

    @Test func theSampleOfARegistrationIsAcknowledged() async throws {
        let visit = try await NicePayVisit()
        #expect(try await visit.bench.provider.notices(in: FakeNicePay.sample).isEmpty)
        let rules = try #require(NicePay.manifest.webhooks)
        #expect((rules.status, rules.contentType, rules.body) == (200, "text/html", "OK"))
    }

    @Test func theSignatureLeavesOutTheStatusSoTheInquiryDecides() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.choosesDeposit)
        let message = try #require(await visit.fake.webhooks().last)
        let altered = message.text.replacing(#""status":"ready""#, with: #""status":"paid""#)
        #expect(altered != message.text)
        let forged = message.with(body: altered)
        #expect(try await visit.bench.provider.notices(in: forged).count == 1)
        #expect(try await visit.verify(.notified(forged)).status == .pending(.deposit))
    }

    @Test func aSignedMessageUnderAnotherOrderNumberIsNotBelieved() async throws {
        var one = try await NicePayVisit()
        try await one.settle(.pays)
        let message = try #require(await one.fake.webhooks().last)
        let other = one.bench.order(FakeNicePay.amount)
        let moved = message.with(body: message.text.replacing(one.order.key.text, with: other.key.text))
        let frozen = one
        let error = await #expect(throws: ProviderError.self) {
            let payment = frozen.bench.reference(other, frozen.session)
            return try await frozen.bench.provider.verify(.notified(moved), of: payment, approval: nil)
        }
        #expect(error?.code == .conflict)
    }

    @Test func theSameMessageIsTheSameTwice() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        #expect(try await visit.refund(5000, of: 12_000).isDone)
        let messages = await visit.fake.webhooks()
        let keys = try await messages.asyncMap { try await visit.bench.provider.notices(in: $0)[0].deduplicationKey }
        let again = try await messages.asyncMap { try await visit.bench.provider.notices(in: $0)[0].deduplicationKey }
        #expect(keys == again)
        #expect(Set(keys).count == 2)
    }

    @Test func whatIsNoJSONIsRejected() async throws {
        let visit = try await NicePayVisit()
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.notices(in: FakeNicePay.sample.with(body: "status=paid"))
        }
        #expect(error?.code == .rejectedMessage)
    }
}

extension InboundMessage {
    var text: String { String(decoding: body, as: UTF8.self) }

    func with(body: String) -> InboundMessage {
        InboundMessage(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
    }
}

extension Array {
    func asyncMap<Other>(_ transform: (Element) async throws -> Other) async rethrows -> [Other] {
        var others: [Other] = []
        for element in self { others.append(try await transform(element)) }
        return others
    }
}
