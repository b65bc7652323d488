import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Order numbers can be guessed and H5's key is public (contract, S3): whose cart is it, and whose payment?
struct ExternalOwnershipTests {
    private static let review =
        "/api/external-checkout/order/review?mall_id=demomall&order_id=\(ExternalBench.orderNumber)"
    private static let pay = "/api/external-checkout/order/pay"
    private static let buyer = HTTPFields.from("192.0.2.1")
    private static let guesser = HTTPFields.from("198.51.100.7")

    private static func order(_ more: String = "") -> String {
        #"{"mall_id":"demomall","order_id":"\#(ExternalBench.orderNumber)"\#(more)}"#
    }

    private static func page(_ quantity: Int, shop: Int = 1) -> ShopPage {
        var page = ShopPage()
        page.items = [ShopPage.item(quantity: quantity, shop: shop)]
        page.total = String(12_000 * quantity)
        return page
    }

    @Test(arguments: [1, 2])
    func aGuessedOrderNumberTakesNobodysPayment(_ quantity: Int) async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let begun = try await client.begin(Self.page(1), Self.buyer)
            let guessed = try await client.begin(Self.page(quantity), Self.guesser)
            #expect(guessed.isGood && guessed.redirect != begun.redirect)
            let shown = try await client.get(Self.review, Self.buyer)
            #expect(shown.json?["order_info"]?["total_amount"]?.string == "12000")
            let paid = try await client.post(Self.pay, json: Self.order(), headers: Self.buyer)
            #expect(paid.redirect == begun.redirect)
            let again = try await client.begin(Self.page(1), Self.buyer)
            #expect(again.redirect == begun.redirect)
        }
        let payments = try await bench.payments()
        #expect(payments.map(\.amount) == [Money(12_000 * Int64(quantity), .krw), Money(12_000, .krw)])
    }

    /// Whoever guesses first does not keep the buyer away, either.
    @Test func whoComesFirstDoesNotHaveTheOrder() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let guessed = try await client.begin(Self.page(2), Self.guesser)
            let begun = try await client.begin(Self.page(1), Self.buyer)
            #expect(begun.isGood && begun.redirect != guessed.redirect)
            let approved = try await client.form(begun.redirect, "outcome=approve")
            let home = try await client.get(approved.location)
            #expect(home.location.contains("/pgsuccess?"))
            for page in [Self.page(2), Self.page(3)] {
                let late = try await client.begin(page, Self.guesser)
                #expect(late.data?.string?.contains("paid already") == true)
            }
            let paid = try await client.post(Self.pay, json: Self.order(), headers: Self.guesser)
            #expect(paid.status == .badRequest && !paid.redirect.contains("/pay/"))
        }
        let held = try await bench.payments().filter(\.holdsOrder)
        #expect(held.map(\.amount) == [Money(12_000, .krw)])
    }

    /// A deposit that is waited for is a payment that may come at any time.
    @Test func whileSomebodyElsesMoneyIsOnItsWayTheOrderIsTaken() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let first = try await client.begin(Self.page(1), Self.buyer)
            let second = try await client.begin(Self.page(1), Self.guesser)
            let chosen = try await client.form(first.redirect, "outcome=deposit")
            _ = try await client.get(chosen.location)
            #expect(try await bench.payments().last?.state == .pending)
            let again = try await client.begin(Self.page(1), Self.guesser)
            #expect(second.isGood && again.isBad)
            #expect(again.data?.string?.contains("being paid with another cart") == true)
            let paid = try await client.post(Self.pay, json: Self.order(), headers: Self.guesser)
            #expect(paid.status == .badRequest)
        }
    }

    /// The mall was told that the order is paid; that somebody waits for a deposit is no news of it.
    @Test func whoTakesADepositForAPaidOrderIsNotTold() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let guessed = try await client.begin(Self.page(2), Self.guesser)
            let begun = try await client.begin(Self.page(1), Self.buyer)
            for (redirect, outcome, end) in [
                (begun.redirect, "approve", "/pgsuccess?"), (guessed.redirect, "deposit", "/pg_fail?"),
            ] {
                let chosen = try await client.form(redirect, "outcome=\(outcome)")
                let home = try await client.get(chosen.location)
                #expect(home.location.contains(end))
            }
        }
        let attempts = try await bench.store.payments(orderNumber: ExternalBench.orderNumber)
        #expect(Set(attempts.map(\.state)) == [.paid, .pending])
        for payment in attempts {
            let told = try await bench.store.notifications(of: payment.key).map(\.notification.isDone)
            let closing = try await bench.store.cancellations(of: payment.key).map(\.kind)
            #expect(told == (payment.state == .paid ? [true] : []))
            #expect(closing == (payment.state == .paid ? [] : [.void]))
        }
    }

    /// A PG that names only the order sends its own buyer back.
    @Test func whoComesBackWithTheOrderNumberIsAtItsOwnAttempt() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let begun = try await client.begin(Self.page(1), Self.buyer)
            _ = try await client.begin(Self.page(2), Self.guesser)
            _ = try await client.form(begun.redirect, "outcome=approve-silently")
            let callback = "/api/external-checkout/order/callback?reference_no=\(ExternalBench.orderNumber)"
            let home = try await client.get(callback, Self.buyer)
            #expect(home.location.contains("/pgsuccess?"))
        }
    }

    @Test func theSendersAddressStandsNowhereInTheDatabase() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            _ = try await client.begin(Self.page(1), Self.buyer)
        }
        let sender = try #require(try await bench.payment().sender)
        #expect(sender.text.count == 40 && !sender.text.contains("192"))
        let elsewhere = bench.core.externalCheckout.keys.sender(at: "192.0.2.1", mall: "demomall", orderNumber: "2")
        #expect(elsewhere != sender, "one address is another sender for each order")
    }

    @Test func aBuyerMayChangeTheCart() async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let first = try await client.begin(Self.page(1), Self.buyer)
            let second = try await client.begin(Self.page(2), Self.buyer)
            #expect(second.isGood && second.redirect != first.redirect)
            let shown = try await client.get(Self.review, Self.buyer)
            #expect(shown.json?["order_info"]?["total_amount"]?.string == "24000")
        }
        #expect(try await bench.payment().amount == Money(24_000, .krw))
    }

    @Test func eachSenderReviewsItsOwnCart() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.runLive { client in
            let buyer = try await client.begin(Self.page(1, shop: 3), Self.buyer)
            let guesser = try await client.begin(Self.page(2, shop: 3), Self.guesser)
            let again = try await client.begin(Self.page(1, shop: 3), Self.buyer)
            #expect(buyer.redirect == again.redirect)
            #expect(buyer.redirect != guesser.redirect)
            for (address, quantity) in [(buyer.redirect, "1"), (guesser.redirect, "2")] {
                // From anywhere: a phone changes its address on the way.
                let shown = try await client.get(address, .from("203.0.113.9"))
                #expect(shown.json?["order_products"]?.items?[0]["quantity"]?.lexeme == quantity)
            }
            let paid = try await client.post(Self.pay, json: Self.order(), headers: Self.buyer)
            #expect(paid.redirect == "https://pg.example/pay/14500")
            let other = try await client.post(Self.pay, json: Self.order(), headers: Self.guesser)
            #expect(other.isGood)
            #expect(try await bench.payments().count == 2, "neither took the other's place")
        }
    }

    @Test func whoHasNeitherKeyNorAddressHasNoOrder() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.runLive { client in
            let begun = try await client.begin(Self.page(1, shop: 3), Self.buyer)
            let key = try #require(begun.redirect.firstMatch(of: #/key=([0-9a-f]{40})/#)?.1)
            let wrong = String(key.reversed())
            for field in ["", #","key":"\#(wrong)""#, #","key":"short""#, #","key":"\#(key)0""#] {
                let headers = field.isEmpty ? Self.guesser : Self.buyer
                let paid = try await client.post(Self.pay, json: Self.order(field), headers: headers)
                #expect(paid.status == .notFound, "\(field)")
                #expect(paid.redirect.isEmpty)
            }
            let seen = try await client.get(Self.review, Self.guesser)
            #expect(seen.status == .notFound)
            _ = try await client.get(begun.redirect, Self.guesser)
            let paid = try await client.post(Self.pay, json: Self.order(#","key":"\#(key)""#), headers: Self.guesser)
            #expect(paid.status == .ok)
        }
    }

    @Test func aKeyIsOfOneOrderAlone() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        try await bench.run { client in
            let begun = try await client.begin(Self.page(1, shop: 3))
            let other = begun.redirect.replacing("0000029", with: "0000030")
            let elsewhere = begun.redirect.replacing("demomall", with: "othermall")
            for address in [other, elsewhere] {
                let reply = try await client.get(address)
                #expect(reply.status == .notFound)
            }
        }
    }
}

extension JSONValue {
    fileprivate var lexeme: String? { if case .number(let lexeme) = self { lexeme } else { nil } }
}
