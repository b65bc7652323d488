import HTTPTypes
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// B8 and B11 against ``FakeAdmin``.
struct AdminAPITests {
    private func shop(_ bench: ExternalBench) throws -> Shop {
        try #require(bench.core.directory.shop(mall: "demomall", number: 1))
    }

    private func cart(member: String = "mockbuyer", isGuest: Bool = false) -> Cart {
        Cart(
            shop: 1,
            currency: .krw,
            items: [
                CartItem(
                    productNumber: 17,
                    variantCode: "P000000R000A",
                    quantity: 2,
                    productPrice: 11_000,
                    optionPrice: -1000,
                    name: "Mug",
                    isBundle: false,
                    prepaidShipping: "C",
                    shippingType: "A"
                )
            ],
            buyerID: member,
            isGuest: isGuest,
            shopURL: ExternalBench.shopURL,
            notificationURL: ExternalBench.notification,
            language: .korean,
            isMobile: true
        )
    }

    private func calculate(_ bench: ExternalBench) async throws -> Calculation {
        try await bench.core.admin.ordersCalculation(CalculationCall(cart: cart(), address: nil), in: shop(bench))
    }

    @Test func aCalculationIsAskedForAndReadExactly() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        let calculation = try await calculate(bench)
        #expect(calculation.due == Money(14_500, .krw))
        #expect(calculation.dueText == "14500.00")
        #expect(calculation.shippingFee == Money(2500, .krw))
        let asked = try #require(bench.admin.state.withLock { $0.requests.last })
        #expect(asked.headers[.authorization] == "Bearer access-1")
        #expect(asked.headers[HTTPField.Name("X-Cafe24-Api-Version") ?? .accept] == "2026-09-01")
        let body = try JSONReader.read(Array(asked.body.utf8))
        #expect(body["shop_no"]?.kind == "a number")
        let request = try #require(body["request"])
        #expect(request["mobile"]?.string == "T")
        #expect(request["member_id"]?.string == "mockbuyer")
        let item = try #require(request["items"]?.items?.first)
        #expect(item["option_price"]?.string == "-1000")
        #expect(item["prepaid_shipping_fee"]?.string == "C")
    }

    /// A discount on the order may leave less to pay than the tax-free items cost; what is no amount stops no sale.
    @Test(
        arguments: [
            (#""0.00""#, nil, nil), ("null", nil, nil), (#""4500.00""#, 4500, nil), ("4500", 4500, nil),
            (#""14500.00""#, 14_500, nil), (#""20000.00""#, 14_500, nil), (#""-1.00""#, nil, "-1.00"),
            (#""100.50""#, nil, "100.50"), ("{}", nil, "no amount"),
        ] as [(String, Int64?, String?)]
    )
    func theTaxFreePartIsReadWhereItIsOne(text: String, part: Int64?, odd: String?) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { $0.taxFree = text }
        let calculation = try await calculate(bench)
        #expect(calculation.taxFree == part.map { Money($0, .krw) })
        #expect(calculation.oddTaxFree == odd)
    }

    @Test func guestsHaveNoMemberID() throws {
        let call = CalculationCall(cart: cart(member: "CVID.1", isGuest: true), address: nil)
        let body = try JSONReader.read(Array(call.body(shop: 1).utf8))
        #expect(body["request"]?["member_id"]?.kind == "null")
    }

    @Test func anExpiredTokenIsRefreshedOnce() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { $0.access = "access-of-elsewhere" }
        _ = try await calculate(bench)
        #expect(bench.admin.state.withLock { $0.refreshes } == 1)
        #expect(try await bench.store.token(of: "demomall")?.token.access.exposed == "access-2")
    }

    @Test func manyWhoNeedATokenCauseOneRefresh() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.clock.move(.seconds(7200))
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 { group.addTask { _ = try await calculate(bench) } }
            try await group.waitForAll()
        }
        #expect(bench.admin.state.withLock { $0.refreshes } == 1)
    }

    @Test func aTokenThatAnotherProcessRotatedIsTaken() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { state in
            state.access = "access-9"
            state.refresh = "refresh-9"
        }
        let stale = AdminToken.sample()
        let newer = AdminToken.sample(access: "access-9", refresh: "refresh-9")
        #expect(try await bench.store.saveToken(newer, of: "demomall", replacing: 1))
        let admin = bench.core.admin
        let taken = try await admin.tokens.refreshed(stale, of: "demomall", by: admin.exchange)
        #expect(taken == newer)
        #expect(bench.admin.state.withLock { $0.requests.isEmpty })
    }

    @Test func aDeadRefreshMeansTheMerchantMustAuthoriseAgain() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { ($0.access, $0.refresh) = ("x", "y") }
        await fails(bench, .mustReauthorise)
        #expect(bench.admin.state.withLock { $0.requests.count } == 2)
    }

    @Test func withoutATokenNothingIsAsked() async throws {
        let bench = try ExternalBench()
        await fails(bench, .noToken)
        #expect(bench.admin.state.withLock { $0.requests.isEmpty })
    }

    @Test(arguments: [
        (403, AdminAPIError.Code.forbidden, 1), (404, .notFound, 1), (409, .refused, 1), (422, .refused, 1),
        (500, .unavailable, 3), (503, .unavailable, 3), (504, .unavailable, 3), (429, .limited, 3),
    ])
    func eachStatusHasItsMeaning(_ status: Int, _ code: AdminAPIError.Code, _ tries: Int) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { $0.troubles = Array(repeating: .init(status: status), count: 4) }
        let error = await fails(bench, code)
        #expect(error?.message.contains("made to fail") == true)
        #expect(bench.admin.state.withLock { $0.requests.count } == tries)
        #expect(bench.admin.state.withLock { $0.refreshes } == 0)
    }

    @Test func aFullBucketIsWaitedForByItsHeaders() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        let call = try #require(HTTPField.Name("X-Cafe24-Call-Remain"))
        let time = try #require(HTTPField.Name("X-Cafe24-Time-Remain"))
        bench.admin.state.withLock {
            $0.troubles = [.init(status: 429, headers: [call: "2", time: "7"]), .init(status: 429)]
        }
        _ = try await calculate(bench)
        #expect(bench.clock.slept == [.seconds(7), .seconds(1)])
    }

    @Test func aBucketThatIsFullForLongIsToldAtOnce() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        let call = try #require(HTTPField.Name("X-Cafe24-Call-Remain"))
        bench.admin.state.withLock { $0.troubles = [.init(status: 429, headers: [call: "300"])] }
        await fails(bench, .limited)
        #expect(bench.clock.slept.isEmpty)
    }

    @Test func aRefreshThatMayHaveArrivedIsNotRepeated() async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.clock.move(.seconds(7200))
        bench.admin.state.withLock {
            $0.troubles = [.init(status: 0, error: ProviderError(.unknown, "no answer"))]
        }
        await fails(bench, .unavailable)
        #expect(bench.admin.state.withLock { $0.requests.count } == 1)
    }

    @Test(arguments: [("T", "N10", true), ("F", "C34", true), ("F", "N10", false)])
    func anOrderTellsWhetherItIsBeingCancelled(_ flag: String, _ status: String, _ expected: Bool) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { state in
            state.canceled = flag
            state.itemStatuses = [status]
        }
        let id = OrderID(mall: "demomall", shop: 1, number: "20260901-0000029")
        let order = try await bench.core.admin.order(id, until: bench.core.clock.now() + .seconds(8))
        #expect(order.isBeingCancelled(wholly: true, refundsBefore: 0) == expected)
        #expect(
            bench.admin.state.withLock { $0.requests.last?.path.contains("/orders/20260901-0000029?shop_no=1") } == true
        )
    }

    @Test(arguments: [(400, 1), (1000, 2), (8000, 3)])
    func noTryIsBegunThatNobodyWaitsFor(milliseconds: Int, tries: Int) async throws {
        let bench = try ExternalBench()
        try await bench.authorise()
        bench.admin.state.withLock { $0.troubles = Array(repeating: .init(status: 500), count: 4) }
        let id = OrderID(mall: "demomall", shop: 1, number: "20260901-0000029")
        let error = await #expect(throws: AdminAPIError.self) {
            try await bench.core.admin.order(id, until: bench.core.clock.now() + .milliseconds(milliseconds))
        }
        #expect(error?.code == .unavailable)
        #expect(bench.admin.state.withLock { $0.requests.count } == tries)
    }

    @Test func tokensAreSealedAndReplacedOnlyByTheirVersion() async throws {
        let bench = try ExternalBench()
        #expect(try await bench.store.saveToken(.sample(), of: "demomall", replacing: nil))
        #expect(try await !bench.store.saveToken(.sample(access: "b"), of: "demomall", replacing: nil))
        #expect(try await !bench.store.saveToken(.sample(access: "b"), of: "demomall", replacing: 7))
        #expect(try await bench.store.saveToken(.sample(access: "b"), of: "demomall", replacing: 1))
        let kept = try #require(try await bench.store.token(of: "demomall"))
        #expect(kept == StoredToken(token: .sample(access: "b"), version: 2))
        #expect("\(kept)".contains("refresh-1") == false)
    }

    @discardableResult
    private func fails(_ bench: ExternalBench, _ code: AdminAPIError.Code) async -> AdminAPIError? {
        let error = await #expect(throws: AdminAPIError.self) { try await calculate(bench) }
        #expect(error?.code == code)
        return error
    }
}
