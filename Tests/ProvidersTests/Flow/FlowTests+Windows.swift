import Cafe24Sandbox
import Gateway
import ProviderConformance
import ProviderFakes
import ProviderKit
import Providers
import Testing

extension FlowTests {
    /// Those where each window over an order authenticates something of its own: a paymentKey, a tid, an authToken.
    static let windows: [(Company, PurchaseFlow)] = Company.all.filter { company in
        company.module is TossPayments.Type || company.module is NicePay.Type || company.module is KGInicis.Type
    }.flatMap { company in flows.map { (company, $0) } }

    @Test(arguments: windows)
    func twoWindowsOfOneOrderTakeMoneyOnce(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, flow)
            try await purchase.returnsFromTwoWindows()
            try await purchase.expectOneTruth()
            #expect(try await purchase.record().state == "paid")
        }
    }

    /// The other window's return comes while nobody knows what became of the first approval.
    @Test(arguments: windows)
    func twoWindowsTakeMoneyOnceThoughAnAnswerIsLost(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, flow)
            house.server.loseNextAnswer(thatCharges: try await purchase.payment().key)
            try await purchase.returnsFromTwoWindows()
            #expect(house.server.lostAnswers == 1)
            try await purchase.expectOneTruth()
        }
    }
}

extension Purchase {
    /// The buyer authenticates in two windows, and both browsers come back at once.
    fileprivate func returnsFromTwoWindows() async throws {
        let first = try #require(try await buyer(.pays))
        let second = try #require(try await buyer(.pays))
        async let one = comesBack(first)
        async let other = comesBack(second)
        _ = try await (one, other)
    }
}
