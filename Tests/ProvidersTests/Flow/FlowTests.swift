import Cafe24Sandbox
import Gateway
import ProviderConformance
import ProviderFakes
import ProviderKit
import Providers
import Testing

/// Each module through the whole gateway: the mall orders, the buyer pays at the fake, the mall is told.
@Suite(.serialized)
struct FlowTests {
    static let flows: [PurchaseFlow] = [.synchronous, .asynchronous]

    @Test(arguments: Company.all, flows)
    func aBuyerPaysAndTheMallIsTold(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, flow)
            try await purchase.pay()
            try await purchase.expectPaid()
        }
    }

    @Test(arguments: Company.all, flows)
    func whoIsDeclinedOrLeavesIsNotCharged(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            for deed in [BuyerDeed.declines, .leaves] {
                let purchase = try await Purchase.begin(in: house, flow)
                let back = try #require(try await purchase.buyer(deed))
                let location = try await purchase.comesBack(back)
                let isBackAtMall = location.hasPrefix(house.setup.mallURL)
                #expect(!isBackAtMall || !location.contains("result_code=0000"), "\(deed) led to \(location)")
                // Who may try again at the PG is sent back there, and nothing has ended.
                let declined: PaymentState = isBackAtMall ? .declined : .awaitingBuyer
                let end = deed == .leaves ? .abandoned : declined
                #expect(try await purchase.payment().state == end, "the buyer \(deed)")
                try await purchase.deliverWebhooks()
                // A page that was closed behind the buyer is reported as expired.
                try await purchase.expectUnpaid([end, .expired])
            }
        }
    }

    @Test(arguments: Company.all, flows)
    func aPaidOrderIsCancelledInPartsAndWhole(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, flow)
            try await purchase.pay()
            try await purchase.expectPaid()
            let amount = try await purchase.payment().amount.minorUnits
            if company.manifest.cancelsInParts {
                try await purchase.cancel("part")
                try await purchase.deliverWebhooks()
                try await purchase.expect(
                    order: "partly-cancelled",
                    payment: [.partiallyCancelled],
                    paid: amount,
                    cancelled: amount / 2
                )
            }
            try await purchase.cancel("all")
            try await purchase.deliverWebhooks()
            try await purchase.expect(order: "cancelled", payment: [.cancelled], paid: amount, cancelled: amount)
        }
    }

    /// Where the PG itself takes the money, no call takes any, unless the order is told by its return.
    @Test(arguments: approvals)
    func anApprovalWhoseAnswerIsLostTakesMoneyOnce(_ company: Company, _ flow: PurchaseFlow) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, flow)
            let back = try #require(try await purchase.buyer(.pays))
            house.server.loseNextAnswer(thatCharges: try await purchase.payment().key)
            try await purchase.comesBack(back)
            #expect(house.server.lostAnswers == 1)
            try await purchase.expectOneTruth()
            #expect(try await purchase.books().charges == 1)
        }
    }

    static let approvals: [(Company, PurchaseFlow)] = Company.all.flatMap { company in
        flows.filter { company.manifest.approver == .gateway || $0 == .synchronous }.map { (company, $0) }
    }

    @Test(arguments: Company.all.filter { $0.manifest.webhooks != nil })
    func webhooksThatComeTwiceAndBeforeTheReturnChangeNothing(_ company: Company) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, .asynchronous)
            let back = try #require(try await purchase.buyer(.pays))
            var delivered = try await purchase.deliverWebhooks(copies: 2)
            try await purchase.comesBack(back)
            delivered += try await purchase.deliverWebhooks(copies: 2)
            // INICIS reports deposits alone.
            #expect(delivered > 0 || company.module is KGInicis.Type)
            try await purchase.expectPaid()
        }
    }

    @Test(arguments: Company.all.filter { $0.manifest.offersDeposits })
    func aDepositIsAwaitedThenPaid(_ company: Company) async throws {
        try await FlowHouse.open(company) { house in
            let purchase = try await Purchase.begin(in: house, .asynchronous)
            let back = try #require(try await purchase.buyer(.choosesDeposit))
            try await purchase.comesBack(back)
            try await purchase.deliverWebhooks()
            try await eventually("a deposit is awaited") { try await purchase.payment().state == .pending }
            #expect(try await purchase.books() == FakeBooks())
            let heard = try await purchase.messagesHeard()
            try await house.fake.deposit(of: try await purchase.payment().key)
            #expect(try await purchase.deliverWebhooks() > 0 || company.manifest.webhooks == nil)
            try await purchase.expectPaid()
            guard company.manifest.webhooks != nil else { return }
            try await eventually("the PG was asked because of its webhook") {
                try await purchase.messagesHeard() > heard
            }
        }
    }
}

extension Purchase {
    /// Pays, comes back, and lets the PG tell its part.
    func pay() async throws {
        let back = try #require(try await buyer(.pays))
        try await comesBack(back)
        try await deliverWebhooks()
    }
}

extension ProviderManifest {
    /// Whether a buyer may pay later: into an account, at a till.
    var offersDeposits: Bool { !Set(methods.values).isDisjoint(with: ["icash", "cvs"]) }
}
