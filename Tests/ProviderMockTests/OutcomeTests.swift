import ProviderKit
import Testing

@testable import ProviderMock

/// What each button does, for both approvers and both flows.
struct OutcomeTests {
    struct Case: Sendable, CustomStringConvertible {
        let outcome: String
        let approver: Approver
        let delayed: Bool
        /// The answer to the click: its status, and the word in the return's `result`.
        let answer: String
        /// What the ledger says after the click, and after the gateway's approval.
        let ledger: [String]

        var description: String { "\(outcome), \(approver) approves, \(delayed ? "delayed" : "at once")" }
    }

    static let cases: [Case] = [Approver.provider, .gateway].flatMap { approver in
        [false, true].flatMap { delayed in
            let atButton = approver == .provider && delayed
            let atOnce = approver == .provider ? "paid" : "authorised"
            let issued = [approver == .provider ? "deposit" : "authorised", "deposit"]
            let deposit = delayed ? ("303 deposit", issued) : ("409", ["open", "open"])
            return [
                ("approve", "303 approved", [atButton ? "paid" : "authorised", "paid"]),
                ("approve-no-return", "200", [atOnce, "paid"]),
                ("approve-silently", "200", [atOnce, "paid"]),
                ("decline", "303 declined", ["declined", "declined"]),
                ("leave", "303 cancelled", ["left", "left"]),
                ("deposit", deposit.0, deposit.1),
            ].map { Case(outcome: $0.0, approver: approver, delayed: delayed, answer: $0.1, ledger: $0.2) }
        }
    }

    @Test(arguments: cases)
    func theClickAndTheApprovalMoveTheLedger(of one: Case) async throws {
        let shop = try Shop(["approver": .string(one.approver.rawValue)])
        #expect(shop.mock.approver == one.approver)
        let visit = try await shop.open(shop.order(delayed: one.delayed))
        let answer = try await visit.choose(one.outcome)
        let result = answer.headers["location"]?.split(separator: "&result=").last.map { " \($0)" } ?? ""
        #expect("\(answer.status)\(result)" == one.answer)
        let clicked = try await visit.row()?.status
        let looked = try await visit.inquire()
        #expect(try await visit.row()?.status == clicked, "looking changes nothing")
        #expect(looked.paid == (clicked == "paid" ? Money(12_000, .krw) : .zero(.krw)))
        let approved = try await visit.inquire(approval: shop.operation())
        #expect([clicked, try await visit.row()?.status] == one.ledger)
        #expect((approved.status == .paid) == (one.ledger.last == "paid"))
        #expect((approved.transactionID != nil) == ["paid", "deposit"].contains(one.ledger.last))
    }

    @Test(arguments: [
        ("approve", "https://pay.example/return?key="), ("decline", "https://pay.example/fail?key="),
        ("leave", "https://pay.example/cancel?key="),
    ])
    func theBuyerReturnsByTheDoorOfTheOutcome(outcome: String, door: String) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let location = try #require(try await visit.choose(outcome).headers["location"])
        let id = try #require(visit.session.references.first)
        #expect(location.hasPrefix(door + visit.order.key.text + "&session=\(id)&result="))
    }

    @Test(arguments: ["decline", "leave"])
    func aSessionGivenUpInOneTabCanBePaidInAnother(outcome: String) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let given = try await visit.choose(outcome)
        let first = try await visit.verify(after: given, by: .cancel, approval: shop.operation())
        #expect(first.status != .paid)
        let answer = try await visit.choose("approve")
        #expect(try await visit.verify(after: answer, approval: shop.operation()).status == .paid)
    }

    @Test(arguments: [ReturnDoor.cancel, .failure])
    func aDoorIsNotBelieved(door: ReturnDoor) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        let answer = try await visit.choose("approve")
        #expect(try await visit.verify(after: answer, by: door).status == .paid)
    }

    @Test func givingUpInAnotherTabUndoesNoApproval() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let answer = try await visit.choose("approve")
        _ = try await visit.choose("leave")
        _ = try await visit.choose("decline")
        #expect(try await visit.verify(after: answer, approval: shop.operation()).status == .paid)
    }
}
