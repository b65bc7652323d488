import HTTPTypes
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// What one sender may use of the external checkout.
struct ExternalLimitTests {
    private static let review =
        "/api/external-checkout/order/review?mall_id=demomall&order_id=\(ExternalBench.orderNumber)"
    private static let pay = "/api/external-checkout/order/pay"
    private static let order = #"{"mall_id":"demomall","order_id":"\#(ExternalBench.orderNumber)"}"#
    private static let later = HTTPField.Name.known("Retry-After")

    @Test func onlySoManyCartsAreKept() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            for _ in 0..<239 { _ = bench.core.externalLimits.carts.admits(nil) }
            let last = try await client.begin()
            #expect(last.status == .ok)
            let refused = try await client.begin()
            #expect(refused.status == .tooManyRequests)
            #expect(refused.isBad)
            #expect(refused.headers[Self.later] == "60")
            #expect(refused.headers[.accessControlAllowOrigin] == "*")
            bench.clock.move(.seconds(60))
            let later = try await client.begin()
            #expect(later.status == .ok)
        }
    }

    @Test func aPayloadThatIsRefusedCountsForNothing() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            for _ in 0..<239 { _ = bench.core.externalLimits.carts.admits(nil) }
            let forged = ShopPage(total: "1")
            for _ in 0..<3 {
                let refused = try await client.begin(forged)
                #expect(refused.status == .badRequest)
            }
            let last = try await client.begin()
            #expect(last.status == .ok)
        }
    }

    @Test func onlySoManyBytesOfCartsAreKept() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let bytes = bench.core.externalLimits.cartBytes
            #expect(bytes.admits(nil, weight: 8 * 1024 * 1024 - Cart.mostBytes))
            let first = try await client.begin()
            #expect(first.status == .ok)
            for weight in [1024, 1] { while bytes.admits(nil, weight: weight) {} }
            let refused = try await client.begin()
            #expect(refused.status == .tooManyRequests && refused.isBad)
            bench.clock.move(.seconds(3600))
            let later = try await client.begin()
            #expect(later.status == .ok)
        }
    }

    @Test func onlySoManyOrdersAreLookedForAlsoInVain() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            for _ in 0..<959 { _ = bench.core.externalLimits.lookups.admits(nil) }
            let unknown = Self.review.replacing("0000029", with: "9999999")
            let missed = try await client.get(unknown)
            #expect(missed.status == .notFound)
            for address in [unknown, Self.review] {
                let refused = try await client.get(address)
                #expect(refused.status == .tooManyRequests)
                #expect(refused.headers[Self.later] == "60")
            }
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.status == .tooManyRequests && paid.isBad)
        }
    }

    @Test func aReviewIsLookedForOnce() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            for _ in 0..<957 { _ = bench.core.externalLimits.lookups.admits(nil) }
            let shown = try await client.get(Self.review)
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(shown.status == .ok && paid.status == .ok)
            #expect(bench.core.externalLimits.lookups.isFree(nil))
        }
    }

    @Test func onlySoManyReviewsAreShownAndPaid() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            for _ in 0..<480 { _ = bench.core.externalLimits.reviews.admits(nil) }
            let page = try await client.get(Self.review, [.acceptLanguage: "ja"])
            #expect(page.status == .tooManyRequests)
            #expect(page.headers[Self.later] == "60")
            #expect(page.text.contains(Trouble.unavailable.advice.japanese))
            let paid = try await client.post(Self.pay, json: Self.order)
            #expect(paid.status == .tooManyRequests)
            #expect(paid.isBad && paid.redirect == ExternalBench.shopURL)
            #expect(paid.headers[Self.later] == "60")
            bench.clock.move(.seconds(60))
            let later = try await client.get(Self.review)
            #expect(later.status == .ok)
        }
    }

    @Test func aFlooderLeavesTheMallsApiToOthers() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        var page = ShopPage()
        page.items = [ShopPage.item(shop: 3)]
        try await bench.run { [page] client in
            _ = try await client.begin(page)
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<25 { statuses.append(try await client.get(Self.review).status) }
            #expect(statuses.filter { $0 == .ok }.count == 20)
            #expect(statuses.last == .tooManyRequests)
            #expect(bench.admin.state.withLock { $0.requests.count } == 20)
            let budget = bench.core.externalLimits.calculations
            #expect(budget.admits(mall: "demomall", address: "192.0.2.1"))
            bench.clock.move(.seconds(1))
            let later = try await client.get(Self.review)
            #expect(later.status == .ok)
        }
    }

    @Test func aReviewAsksTheCompanyNoMoreThanItBears() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            let payment = try await bench.payment()
            let limit = bench.core.providers.inquiriesPerMinute(of: payment.instance)
            for _ in 0..<limit { _ = bench.core.budget.take(payment.accountID, limit: limit, at: bench.clock.now()) }
            let refused = try await client.get(Self.review)
            #expect(refused.status == .tooManyRequests)
            bench.clock.move(.seconds(60))
            let later = try await client.get(Self.review)
            #expect(later.status == .ok)
        }
    }

    @Test func aMallIsAskedNoFasterThanItsBucketDrains() {
        let clock = StepClock()
        let budget = CalculationBudget(clock: clock)
        func asked() -> Int { (0..<40).filter { budget.admits(mall: "m", address: "10.0.0.\($0)") }.count }
        #expect(asked() == 30)
        #expect(budget.admits(mall: "other", address: "10.0.0.1"))
        clock.move(.seconds(10))
        #expect(asked() == 14)
    }
}
