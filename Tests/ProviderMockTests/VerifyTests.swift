import ProviderKit
import Testing

@testable import ProviderMock

struct VerifyTests {
    @Test func anApprovalIsTakenOnceAndNamesItsTransaction() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let answer = try await visit.choose("approve")
        let approval = shop.operation()
        let first = try await visit.verify(after: answer, approval: approval)
        let again = try await visit.verify(after: answer, approval: approval)
        let other = try await visit.inquire(approval: shop.operation())
        let transaction = try #require(first.transactionID)
        #expect(transaction.hasPrefix("mock_"))
        #expect(transaction.count == 21)
        #expect(first == again)
        #expect(first == other)
        #expect(first.references == visit.session.references + [transaction])
        #expect(MockProvider.manifest.methods[first.method ?? ""] == "card")
        #expect(first.shippingAddress != nil)
        #expect(try await visit.row()?.paid == 12_000)
    }

    @Test func sixteenApprovalsAtOnceCaptureOnce() async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order())
        _ = try await visit.choose("approve")
        let approval = shop.operation()
        let snapshots = try await withThrowingTaskGroup(of: PaymentSnapshot.self) { group in
            for _ in 0..<16 { group.addTask { try await visit.inquire(approval: approval) } }
            return try await group.reduce(into: [PaymentSnapshot]()) { $0.append($1) }
        }
        #expect(Set(snapshots).count == 1)
        #expect(snapshots.first?.paid == Money(12_000, .krw))
        let row = try #require(try await visit.row())
        #expect(row.paid == 12_000)
        #expect(row.calls == Row.Calls(checkout: 1, verify: 16))
    }

    @Test(arguments: ["", "session=", "session=abc", "session=0123456789012345678901234567890123456789", "result=ok"])
    func aReturnOfAnotherSessionIsRejectedAndNotCounted(query: String) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve")
        let message = InboundMessage(method: "GET", path: "/return", query: query)
        let error = await #expect(throws: ProviderError.self) {
            try await shop.mock.verify(.returned(message, via: .success), of: visit.reference, approval: nil)
        }
        #expect(error?.code == .rejectedMessage)
        #expect(try await visit.row()?.calls.verify == 0)
    }

    @Test func aWalletKnowsTheAddressFromTheStart() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        #expect(try await visit.inquire().shippingAddress == Session.shippingAddress)
    }

    @Test func aPostedReturnCountsLikeAnyOther() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        _ = try await visit.choose("approve")
        let message = InboundMessage(
            method: "POST",
            path: "/return",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array("session=\(visit.session.references.joined())".utf8)
        )
        let evidence = Evidence.returned(message, via: .success)
        let snapshot = try await shop.mock.verify(evidence, of: visit.reference, approval: shop.operation())
        #expect(snapshot.status == .paid)
    }

    @Test func whatWasNeverOpenedIsAbsent() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let other = Visit(shop: shop, order: shop.order(), session: visit.session)
        let snapshot = try await other.inquire(approval: shop.operation())
        #expect(snapshot.status == .absent)
        #expect(snapshot.shippingAddress == nil)
        #expect(snapshot.paid == .zero(.krw))
    }

    @Test(arguments: ["", "approve", "decline", "leave", "deposit"])
    func whatNobodyPaidInTimeIsExpired(outcome: String) async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        if !outcome.isEmpty { _ = try await visit.choose(outcome) }
        shop.clock.advance(by: .seconds(1800))
        #expect(try await visit.inquire(approval: shop.operation()).status == .expired)
        #expect(try await visit.choose("approve").status == 409)
        #expect(try await visit.payDeposit().status == 409)
        let row = try #require(try await visit.row())
        #expect(row.status == "expired")
        #expect(row.paid == 0)
    }

    @Test func whatIsPaidStaysPaid() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        shop.clock.advance(by: .seconds(86_400))
        #expect(try await visit.inquire().status == .paid)
    }

    /// Nobody can pay what the gateway has not asked for (ledger, rule 7).
    @Test func whereTheGatewayApprovesNoAccountIsIssuedBeforeIt() async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        let answer = try await visit.choose("deposit")
        #expect(answer.status == 303)
        #expect(try await visit.payDeposit().status == 409)
        let looked = try await visit.verify(after: answer, approval: nil)
        #expect(looked.status == .open)
        #expect(looked.virtualAccount == nil)
        #expect(try await visit.payDeposit().status == 409)
        let approved = try await visit.verify(after: answer, approval: shop.operation())
        #expect(approved.status == .pending(.deposit))
        #expect(approved.virtualAccount != nil)
        #expect(try await visit.payDeposit().status == 200)
        #expect(try await visit.inquire().status == .paid)
    }

    @Test func whereTheGatewayApprovesTheLastChoiceIsTheOneThatCounts() async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("deposit")
        let answer = try await visit.choose("approve")
        #expect(try await visit.verify(after: answer, approval: shop.operation()).status == .paid)
    }

    @Test(arguments: ["provider", "gateway"])
    func aVirtualAccountWaitsForItsTransfer(approver: String) async throws {
        let shop = try Shop(["approver": .string(approver)])
        let visit = try await shop.open(shop.order(delayed: true))
        let answer = try await visit.choose("deposit")
        let waiting = try await visit.verify(after: answer, approval: shop.operation())
        #expect(waiting.status == .pending(.deposit))
        #expect(waiting.paid == .zero(.krw))
        let account = try #require(waiting.virtualAccount)
        #expect(account.number.count == 14)
        #expect(account.expires == visit.order.expires)
        #expect(MockProvider.manifest.methods[waiting.method ?? ""] == "icash")
        #expect(try await visit.choose("deposit").status == 303)
        #expect(try await visit.inquire().virtualAccount == account, "a second click issues no second account")
        #expect(try await visit.choose("approve").status == 409)
        #expect(try await visit.payDeposit().status == 200)
        let paid = try await visit.inquire()
        #expect(paid.status == .paid)
        #expect(paid.transactionID == waiting.transactionID)
        #expect(try await visit.payDeposit().status == 409)
        #expect(try await visit.row()?.paid == 12_000)
    }
}
