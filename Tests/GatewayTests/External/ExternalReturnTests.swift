import HTTPTypes
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// A13 and B5: the way back, and what came of the payment.
struct ExternalReturnTests {
    private static let callback = "/api/external-checkout/order/callback"
    private static let pay = "/api/external-checkout/order/pay"
    private static let order = #"{"mall_id":"demomall","order_id":"\#(ExternalBench.orderNumber)"}"#
    private static let success =
        "https://demomall.cafe24shop.com/api/shop/pgsuccess?order_id=\(ExternalBench.orderNumber)&sync_type=async"
    private static let failure =
        "https://demomall.cafe24shop.com/api/shop/pg_fail?order_id=\(ExternalBench.orderNumber)&sync_type=async"

    @Test(arguments: [
        ("approve", PaymentState.paid, success), ("decline", .declined, failure), ("leave", .abandoned, failure),
        ("deposit", .pending, success),
    ])
    func theBuyerEndsWhereThePaymentDid(_ outcome: String, _ state: PaymentState, _ end: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=\(outcome)")
            #expect(chosen.status == .seeOther)
            for _ in 0..<2 {
                let back = try await client.get(chosen.location)
                #expect(back.status == .seeOther)
                #expect(back.location == end)
            }
        }
        #expect(try await bench.payment().state == state)
    }

    @Test func aReturnMayBePosted() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            let back = try await client.form(chosen.location, "")
            #expect(back.location == Self.success)
        }
    }

    /// The mock's own notice may have come first.
    @Test func aReturnTooLargeToBeAPGsIsSentOn() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            let back = try await client.form(chosen.location, String(repeating: "x", count: 300_000))
            #expect(back.status == .seeOther)
        }
    }

    @Test(arguments: [
        ("", HTTPResponse.Status.badRequest), ("?key=short", .badRequest),
        ("?key=abcdefghabcdefghabcdefghabcdefgh", .notFound), ("?reference_no=20260901-9999999", .notFound),
    ])
    func whatIsNotKnownIsAPage(_ query: String, _ status: HTTPResponse.Status) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get(Self.callback + query)
            #expect(reply.status == status)
            #expect(reply.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }

    @Test func theOrderNumberAloneLooksAndEndsNothing() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let early = try await client.get("\(Self.callback)?reference_no=\(ExternalBench.orderNumber)")
            #expect(early.location == Self.failure)
            #expect(try await bench.payment().state == .awaitingBuyer)
            _ = try await client.form(begun.redirect, "outcome=approve-silently")
            let later = try await client.get("\(Self.callback)?reference_no=\(ExternalBench.orderNumber)")
            #expect(later.location == Self.success)
        }
    }

    @Test func anOrderThatIsPaidIsNotPaidAgain() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            _ = try await client.get(chosen.location)
            let payload = try await client.begin()
            #expect(payload.status == .badRequest)
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.status == .badRequest)
            #expect(paid.isBad)
        }
    }

    @Test func aWalletComesBackToTheReviewBeforeThereIsAPrice() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            let back = try await client.get(chosen.location)
            #expect(back.location.contains("/api/external-checkout/order/review?"))
            #expect(back.location.contains("key="))
            let key = try await bench.payment().key
            #expect(!back.location.contains(key.text))
            let review = try await client.get(back.location, [.accept: "application/json"])
            #expect(review.json?["address_info"]?["name"]?.string == "Hong Gildong")
            let asked = bench.admin.state.withLock { $0.requests.last?.body }
            #expect(asked?.contains(#""zipcode":"07071""#) == true)
            let hinted = try await client.get(
                "/api/external-checkout/order/review?mall_id=demomall&order_id=\(ExternalBench.orderNumber)",
                [.accept: "application/json"]
            )
            #expect(hinted.json?["address_info"]?["name"]?.string == "H***")
            let guessed = try await client.get(
                "/api/external-checkout/order/callback?reference_no=\(ExternalBench.orderNumber)"
            )
            #expect(guessed.location.contains("/order/review?") && !guessed.location.contains("key="))
            let paid = try await client.post(Self.pay, json: Self.order)
            let approved = try await client.form(paid.redirect, "outcome=approve")
            let end = try await client.get(approved.location)
            #expect(end.location == Self.success)
        }
        let payment = try await bench.payment()
        #expect(payment.state == .paid)
        #expect(payment.paid == Money(14_500, .krw))
        #expect(payment.isConfirmable)
    }

    /// B5: the shop that could not be told finds out by itself.
    @Test func whatTheMallWouldNotHearIsSaidByTheRedirect() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            let unasked = try await client.get(chosen.location)
            #expect(unasked.location == Self.success)
            let now = bench.clock.now()
            let taken = try await bench.store.takeNotifications(at: now, lease: .seconds(30), notTo: [], limit: 1)
            let entry = try #require(taken.first).entry
            try await bench.store.recordDelivery(of: entry, trouble: "500", next: now + .seconds(10), at: now)
            let refused = try await client.get(chosen.location)
            #expect(refused.location == Self.failure.replacing("async", with: "sync"))
            try await bench.store.recordDelivery(of: entry, trouble: nil, next: nil, at: now)
            let told = try await client.get(chosen.location)
            #expect(told.location == Self.success)
        }
    }

    /// A5 says 9999 of the same payment.
    @Test(arguments: [(Int64(5_000), PaymentState.partiallyCancelled, success), (12_000, .cancelled, failure)])
    func whatWasGivenBackInFullIsPaidNoMore(amount: Int64, state: PaymentState, end: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let begun = try await client.begin()
            let chosen = try await client.form(begun.redirect, "outcome=approve")
            #expect(try await client.get(chosen.location).location == Self.success)
            try await bench.store.change(try await bench.payment().key) { record in
                record.reserveRefund(Money(amount, .krw), origin: .operator, at: bench.clock.now())
                record.finish(0, as: .done, at: bench.clock.now())
            }
            #expect(try await bench.payment().state == state)
            #expect(try await client.get(chosen.location).location == end)
        }
    }

    @Test func moneyThatComesBeforeThereIsAPriceGoesBack() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            let begun = try await client.begin()
            _ = try await client.form(begun.redirect, "outcome=approve-silently")
            let back = try await client.get("\(Self.callback)?reference_no=\(ExternalBench.orderNumber)")
            #expect(back.location == Self.failure)
            let payment = try await bench.payment()
            #expect(!payment.isConfirmable)
            #expect(payment.reserved == Money(12_000, .krw))
            let entries = try await bench.store.cancellations(of: payment.key)
            #expect(entries.map(\.origin) == [.giveBack])
        }
    }
}
