import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Rule 5: whichever evidence comes first, and however often, Cafe24 is told once and the truth.
@Suite(.timeLimit(.minutes(1)))
struct EvidenceOrderTests {
    enum Step: String, Sendable {
        case goesBack, isReported, isAskedAbout
    }

    static let ways: [[Step]] = [
        [.goesBack, .isReported], [.isReported, .goesBack], [.isReported], [.goesBack], [.isAskedAbout],
        [.isReported, .isReported], [.goesBack, .goesBack, .isReported, .goesBack],
        Array(repeating: .isReported, count: 10) + Array(repeating: .goesBack, count: 10),
        [.isAskedAbout, .isReported, .goesBack],
    ]

    @Test(arguments: ways, ["provider", "gateway"])
    func thePaymentIsToldOnce(way: [Step], approver: String) async throws {
        // Where the gateway approves, what no return and no webhook tells of was never approved.
        guard approver == "provider" || way.first != .isAskedAbout else { return }
        let fixture = try GatewayFixture { $0.mockSettings = #"{ "approver": "\#(approver)" }"# }
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            let address = try #require(try await visitor.choose("approve", at: bought.paymentURL).location)
            for step in way {
                switch step {
                case .goesBack: #expect(try await visitor.comeBack(address).resultCode == "0000")
                case .isReported:
                    let answer = try await visitor.report(bought.message(), to: bought.webhook, fixture)
                    #expect(answer.status == .ok)
                    #expect(answer.text == #"{"result":"OK"}"#)
                case .isAskedAbout: try await fixture.reconcile(turns: 3)
                }
            }
            let told = try await fixture.notices()
            #expect(told.count == 1)
            #expect(told.first?.kind == .payment)
            #expect(told.first?.isDone == true)
            #expect(told.first?.code == "0000")
            #expect(told.first?.amount == "12000")
            #expect(told.first?.tid.isEmpty == false)
            #expect(try await fixture.payment(bought.payment.key.text).state == .paid)
            #expect(try await visitor.ledger(bought.payment.key.text).paid == 12_000)
        }
    }

    @Test func copiesOfAWebhookAreProcessedOnce() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            _ = try await visitor.choose("approve-silently", at: bought.paymentURL)
            for _ in 0..<10 { try await visitor.report(bought.message(), to: bought.webhook, fixture) }
            #expect(try await visitor.ledger(bought.payment.key.text).calls.verify == 1)
            #expect(try await fixture.notices().count == 1)
        }
    }

    /// The first word of a payment and the last one, in the wrong order.
    @Test func reorderedWebhooksEndInTheSameState() async throws {
        let fixture = try GatewayFixture { $0.mockSettings = #"{ "approver": "gateway" }"# }
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            _ = try await visitor.choose("approve-silently", at: bought.paymentURL)
            try await visitor.report(bought.message(id: "b"), to: bought.webhook, fixture)
            try await visitor.report(bought.message(id: "a", status: "authorised"), to: bought.webhook, fixture)
            #expect(try await fixture.notices().map(\.isDone) == [true])
            #expect(try await fixture.payment(bought.payment.key.text).state == .paid)
        }
    }

    @Test func aDepositIsToldWhenItIsIssuedAndWhenItIsPaid() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture, .told(amount: "12000.00"))
            #expect(try await visitor.pay("deposit", at: bought.paymentURL).resultCode == "0000")
            try await visitor.report(bought.message(), to: bought.webhook, fixture)
            let first = try await fixture.notices()
            #expect(first.map(\.isDone) == [false])
            #expect(first.map(\.code) == ["0000"])
            #expect(first.map(\.amount) == ["0.00"])

            let page = bought.paymentURL.split(separator: "?", maxSplits: 1).map(String.init)
            _ = try await visitor.post("\(page[0])/deposit" + (page.count > 1 ? "?\(page[1])" : ""))
            for id in ["evt_2", "evt_2", "evt_3"] {
                try await visitor.report(bought.message(id: id, event: "deposit"), to: bought.webhook, fixture)
            }
            let told = try await fixture.notices()
            #expect(told.map(\.isDone) == [false, true])
            #expect(told.map(\.amount) == ["0.00", "12000.00"])
            #expect(told.map(\.method) == ["virtualAccount", "virtualAccount"])
        }
    }

    /// Kept, flagged and shown, and not confirmed to Cafe24 (rule 2).
    @Test(arguments: ["wrongAmount", "wrongCurrency"])
    func anotherAmountIsNotTold(fault: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let bought = try await visitor.openTold(fixture)
            _ = try await visitor.choose("approve-silently", at: bought.paymentURL)
            try await visitor.fault("verify", fault, count: 1000)
            try await visitor.report(bought.message(amount: 1), to: bought.webhook, fixture)
            #expect(try await fixture.notices().isEmpty)
            #expect(try await !fixture.payment(bought.payment.key.text).flags.isEmpty)
        }
    }
}
