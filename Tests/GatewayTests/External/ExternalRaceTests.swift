import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Rules 3 and 8 of the ledger for the payment button: who comes while the PG is being asked.
@Suite(.timeLimit(.minutes(1)))
struct ExternalRaceTests {
    private static let buyer = HTTPFields.from("192.0.2.1")
    private static let pay = "/api/external-checkout/order/pay"
    private static let order = #"{"mall_id":"demomall","order_id":"\#(ExternalBench.orderNumber)"}"#

    private static var page: ShopPage {
        var page = ShopPage()
        page.items = [ShopPage.item(shop: 6)]
        return page
    }

    /// Opens and reviews the order, so that only its price is to be fixed.
    private static func review(_ client: any TestClientProtocol, _ bench: ExternalBench) async throws {
        try await bench.authorise()
        _ = try await client.begin(page)
        let review = "/api/external-checkout/order/review?mall_id=demomall&order_id=\(ExternalBench.orderNumber)"
        let shown = try await client.get(review, [.accept: "application/json"])
        #expect(shown.status == .ok, "\(shown.text)")
    }

    private static func pay(_ client: any TestClientProtocol) async throws -> Reply {
        try await client.post(pay, json: order)
    }

    /// How often the PG was asked for a session, or for another price of one.
    private static func checkouts(_ script: Script) -> Int {
        script.calls.count { if case .checkout = $0 { true } else { false } }
    }

    /// On the machine's clock: those who come late wait for a signal, and no time is measured.
    @Test func equalPayloadsAtOnceOpenOneSession() async throws {
        let bench = try ExternalBench(waiting: SystemClock())
        try await bench.authorise()
        try await bench.runLive { client in
            let redirects = try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { try await client.begin(Self.page, Self.buyer).redirect }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(redirects.count == 1 && redirects.first?.isEmpty == false)
            #expect(Self.checkouts(try await bench.script()) == 1)
        }
    }

    /// The PG has not answered the first one yet: nobody waits for somebody else's session.
    @Test func eachSenderAtTheSameTimeHasAPaymentOfItsOwn() async throws {
        let clock = ManualClock(.waits)
        let bench = try ExternalBench(waiting: clock)
        try await bench.authorise()
        try await bench.runLive { client in
            let gate = Gate()
            try await bench.script().onCheckout { order throws(ProviderError) in
                await gate.pass()
                return CheckoutSession(.redirect("https://pg.example/\(order.key.text)"))
            }
            async let first = client.begin(Self.page, Self.buyer)
            await gate.arrival()
            let others = try await withThrowingTaskGroup { group in
                for number in 1...5 {
                    group.addTask { try await client.begin(Self.page, .from("198.51.100.\(number)")) }
                }
                return try await group.reduce(into: [Reply]()) { $0.append($1) }
            }
            gate.open()
            let replies = [try await first] + others
            #expect(replies.count(where: \.isGood) == 6)
            #expect(Set(replies.map(\.redirect)).count == 6)
        }
        #expect(try await bench.payments().count == 6)
    }

    /// At a PG that approves by itself both may be paid; the database says which one has the order.
    @Test(arguments: 1...3)
    func ofTwoCartsPaidAtTheSameTimeOneIsKeptAndTheOtherGoesBack(_ round: Int) async throws {
        let bench = try ExternalBench(waiting: SystemClock())
        try await bench.runLive { client in
            let returns = try await withThrowingTaskGroup { group in
                for address in ["192.0.2.1", "198.51.100.7"] {
                    group.addTask {
                        let begun = try await client.begin(ShopPage(), .from(address))
                        return try await client.form(begun.redirect, "outcome=approve").location
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            let ends = try await withThrowingTaskGroup { group in
                for address in returns { group.addTask { try await client.get(address).location } }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(Set(returns).count == 2)
            #expect(ends.count { $0.contains("/pgsuccess?") } == 1, "\(ends)")
        }
        let attempts = try await bench.store.payments(orderNumber: ExternalBench.orderNumber)
        #expect(attempts.map(\.state) == [.paid, .paid])
        #expect(attempts.count(where: \.isConfirmable) == 1)
        let loser = try #require(attempts.first { !$0.isConfirmable })
        #expect(loser.remaining.isZero)
        #expect(try await bench.store.cancellations(of: loser.key).map(\.origin) == [.giveBack])
    }

    @Test func whoPaysWhileThePriceIsBeingFixedWaitsForIt() async throws {
        let clock = ManualClock(.waits)
        let bench = try ExternalBench(waiting: clock)
        try await bench.run { client in
            try await Self.review(client, bench)
            let gate = Gate()
            try await bench.script().onCheckout { order throws(ProviderError) in
                await gate.pass()
                return CheckoutSession(.redirect("https://pg.example/priced"))
            }
            async let first = Self.pay(client)
            await gate.arrival()
            async let second = Self.pay(client)
            await clock.hasSleepers()
            gate.open()
            let replies = [try await first, try await second]
            #expect(replies.map(\.redirect) == ["https://pg.example/priced", "https://pg.example/priced"])
            #expect(Self.checkouts(try await bench.script()) == 2, "one to open, one for the price")
            #expect(try await bench.payment().amount == Money(14_500, .krw))
        }
    }

    @Test func whoWaitsForAPriceThatFailsAsksAnew() async throws {
        let clock = ManualClock(.waits)
        let bench = try ExternalBench(waiting: clock)
        try await bench.run { client in
            try await Self.review(client, bench)
            let gate = Gate()
            try await bench.script().onCheckout { _ throws(ProviderError) in
                await gate.pass()
                throw ProviderError(.temporary, "no")
            }
            async let first = Self.pay(client)
            await gate.arrival()
            async let second = Self.pay(client)
            await clock.hasSleepers()
            gate.open()
            #expect(try await first.isBad)
            #expect(try await second.isGood)
            #expect(Self.checkouts(try await bench.script()) == 3)
        }
    }

    @Test func aSilentPGIsWaitedForNoLongerThanThePatience() async throws {
        let clock = ManualClock(.waits)
        let bench = try ExternalBench(waiting: clock)
        try await bench.run { client in
            try await Self.review(client, bench)
            let gate = Gate()
            try await bench.script().onCheckout { _ throws(ProviderError) in
                await gate.pass()
                return CheckoutSession(.redirect("https://pg.example/priced"))
            }
            async let first = Self.pay(client)
            await gate.arrival()
            async let second = Self.pay(client)
            await clock.hasSleepers()
            clock.advance(by: .seconds(bench.core.configuration.cafe24.patience))
            bench.core.waits.giveUpWhatIsLate()
            #expect(try await first.isBad)
            #expect(try await second.isBad)
            gate.open()
            await bench.core.undertakings.idle()
            // The PG bears three inquiries a minute.
            clock.advance(by: .seconds(60))
            #expect(try await Self.pay(client).redirect == "https://pg.example/priced")
        }
    }
}
