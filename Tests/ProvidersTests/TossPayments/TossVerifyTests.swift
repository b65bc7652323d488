import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct TossVerifyTests {
    @Test func aReturnIsConfirmedOnce() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        let first = try await visit.verify(back, approving: true)
        let again = try await visit.verify(back, approving: true)
        #expect(first.status == .paid)
        #expect(first.paid == FakeTossPayments.amount)
        #expect(first.method == "card")
        #expect(first.transactionID?.hasPrefix("tfake") ?? false)
        #expect(again == first)
        #expect(await visit.books() == FakeBooks(paid: 15_000, charges: 1))
    }

    @Test func theConfirmationIsWhatTheDocumentsSay() async throws {
        var visit = try await TossVisit()
        let snapshot = try await visit.verify(try await visit.evidence(.pays), approving: true)
        let call = try visit.lastCall()
        let headers = call.request.headerFields
        #expect(call.request.method == .post)
        #expect(call.request.path == "/v1/payments/confirm")
        #expect(call.request.authority == "api.tosspayments.com")
        #expect(headers.count == 3)
        #expect(headers[.authorization] == "Basic dGVzdF9za19GYWtlMDAwMDAwMDAwMDAwMDAwMDo=")
        #expect(headers[.contentType] == "application/json")
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let key = try #require(headers[name])
        #expect(key.hasPrefix(visit.approval.text + "-") && key.count == 65)
        let body: NSDictionary = [
            "paymentKey": try #require(snapshot.transactionID), "orderId": visit.order.key.text, "amount": 15_000,
        ]
        #expect(try fields(call.body) == body)
    }

    @Test func withoutAnApprovalNothingIsConfirmed() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        for evidence in [back, .inquiry] {
            #expect(try await visit.verify(evidence).status == .open)
        }
        #expect(visit.bench.line.calls.allSatisfy { $0.request.method == .get })
        #expect(try visit.lastCall().request.path == "/v1/payments/orders/\(visit.order.key.text)")
        #expect(await visit.books().charges == 0)
    }

    @Test(arguments: [
        "paymentKey=tfake20261122000001&amount=15000", "orderId=KEY&amount=15000",
        "paymentKey=tfake20261122000001&orderId=KEY&amount=14999", "paymentKey=tfake20261122000001&orderId=KEY",
        "paymentKey=tfake20261122000001&orderId=another&amount=15000",
        "paymentKey=..%2F..%2Fcancel&orderId=KEY&amount=15000", "paymentKey=a&orderId=KEY&amount=1e4",
    ])
    func aReturnThatNamesSomethingElseIsRejected(query: String) async throws {
        var visit = try await TossVisit()
        _ = try await visit.evidence(.pays)
        let message = InboundMessage(
            method: "GET",
            path: "/api/synchronous-checkout/checkout/callback",
            query: query.replacingOccurrences(of: "KEY", with: visit.order.key.text)
        )
        let error = await #expect(throws: ProviderError.self) {
            try await visit.verify(.returned(message, via: .success), approving: true)
        }
        #expect(error?.code == .rejectedMessage)
        #expect(visit.bench.line.calls.isEmpty)
    }

    @Test func aRefusalOfTheIssuerIsADecline() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.declines)
        let declined = PaymentSnapshot.Status.declined(code: "REJECT_CARD_PAYMENT", message: "한도초과 혹은 잔액부족")
        #expect(try await visit.verify(back, approving: true).status == declined)
        #expect(try await visit.verify(.inquiry).status == declined)
    }

    @Test func aBuyerWhoLeavesIsLookedForFirst() async throws {
        var visit = try await TossVisit()
        let left = try await visit.evidence(.leaves)
        #expect(try await visit.verify(left).status == .abandoned)
        // In the other tab he paid after all.
        #expect(try await visit.verify(try await visit.evidence(.pays), approving: true).status == .paid)
        #expect(try await visit.verify(left).status == .paid)
    }

    @Test(arguments: [
        ("", PaymentSnapshot.Status.abandoned), ("code=PAY_PROCESS_CANCELED&message=no", .abandoned),
        ("code=%3Cb%3E&message=no", .abandoned),
        ("code=REJECT_CARD_COMPANY&message=no", .declined(code: "REJECT_CARD_COMPANY", message: "no")),
        ("code=PAY_PROCESS_ABORTED", .declined(code: "PAY_PROCESS_ABORTED", message: "")),
    ])
    func theFailureAddressSaysWhyNobodyPaid(query: String, status: PaymentSnapshot.Status) async throws {
        var visit = try await TossVisit()
        let message = InboundMessage(method: "GET", path: "/callback", query: query)
        #expect(try await visit.verify(.returned(message, via: .failure)).status == status)
        #expect(visit.bench.line.calls.count == 1)
    }

    @Test func aWindowThatIsTooOldIsExpired() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        visit.bench.clock.advance(by: .seconds(601))
        #expect(try await visit.verify(back, approving: true).status == .expired)
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .truncated])
    func aLostAnswerIsUnknownUntilTheSameKeyTells(disturbance: Disturbance) async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        visit.bench.line.disturb(disturbance, passing: 1)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .unknown)
        visit.bench.line.calm()
        #expect(try await visit.verify(back, approving: true).status == .paid)
        #expect(await visit.books().charges == 1)
    }

    @Test func withoutAConnectionNothingHappened() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        visit.bench.line.disturb(.unreachable, passing: 1)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .temporary)
    }

    /// Toss repeats a breakdown for its key for ever; a breakdown that took nothing must not end the payment.
    @Test(arguments: [(400, "PROVIDER_ERROR"), (500, "FAILED_INTERNAL_SYSTEM_PROCESSING")])
    func aBreakdownUsesItsKeyUp(status: Int, code: String) async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        visit.fake.fail("/confirm", with: code, status: status)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .unknown)
        #expect(error?.providerCode == code)
        #expect(try await visit.verify(back, approving: true).status == .paid)
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let keys = visit.bench.line.calls.compactMap { $0.request.headerFields[name] }
        #expect(keys.map { $0.dropLast(33) } == [visit.approval.text[...], (visit.approval.text + "-1")[...]])
        #expect(await visit.books().charges == 1)
    }

    /// A browser may bring anything first; Toss repeats the answer of a key, whatever is asked under it.
    @Test func aDeadPaymentKeyDoesNotSpoilTheRealOne() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        guard case .returned(let message, let door) = back else { return }
        let parts = message.query.split(separator: "&").map { $0.hasPrefix("paymentKey=") ? "paymentKey=dead" : $0 }
        let dead = InboundMessage(method: "GET", path: message.path, query: parts.joined(separator: "&"))
        _ = try? await visit.verify(.returned(dead, via: door), approving: true)
        #expect(try await visit.verify(back, approving: true).status == .paid)
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        #expect(Set(visit.bench.line.calls.compactMap { $0.request.headerFields[name] }).count == 2)
    }

    @Test func anAccountThatWaitsForItsDepositIsPending() async throws {
        var visit = try await TossVisit()
        let snapshot = try await visit.verify(try await visit.evidence(.choosesDeposit), approving: true)
        #expect(snapshot.status == .pending(.deposit))
        #expect(snapshot.paid.isZero)
        #expect(snapshot.method == "virtualAccount")
        #expect(snapshot.virtualAccount?.bank == "20")
        #expect(snapshot.virtualAccount?.number == "X6505636518308")
        #expect(snapshot.virtualAccount?.expires == BenchClock.start + .seconds(7 * 86_400))
        #expect(try snapshot.state?.value(as: TossState.self).secret?.hasPrefix("ps_secret_") ?? false)
        try await visit.fake.deposit(of: visit.order.key)
        #expect(try await visit.verify(.inquiry).status == .paid)
        visit.fake.takeBackDeposit(of: visit.order.key)
        #expect(try await visit.verify(.inquiry).status == .pending(.deposit))
    }

    @Test func aReturnThatComesLateTellsWhatIsNow() async throws {
        var visit = try await TossVisit()
        let back = try await visit.evidence(.pays)
        try await visit.verify(back, approving: true)
        #expect(try await visit.refund(5_000, of: 15_000).shortWord == "done")
        let calls = visit.bench.line.calls.count
        visit.bench.clock.advance(by: .seconds(16 * 86_400))
        #expect(try await visit.verify(back, approving: true).cancelled == Money(5_000, .krw))
        #expect(visit.bench.line.calls.dropFirst(calls).allSatisfy { $0.request.method == .get })
    }

    @Test(arguments: [(1_999, "19.99"), (1_250, "12.50"), (1_200, "12.00")])
    func dollarsAreConfirmedAsNumbersWithTwoPlaces(cents: Int64, number: String) async throws {
        var visit = try await TossVisit(Money(cents, .usd))
        let snapshot = try await visit.verify(try await visit.evidence(.pays), approving: true)
        #expect(snapshot.paid == Money(cents, .usd))
        #expect(try visit.lastCall().text.contains("\"amount\":\(number),"))
    }

    @Test func keysAndBuyersAreInNoLogAndNoError() async throws {
        var visit = try await TossVisit()
        visit.fake.fail("/confirm", with: "UNAUTHORIZED_KEY", status: 401)
        let back = try await visit.evidence(.pays)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .configuration)
        for secret in ["test_sk_Fake0000000000000000", "김하나", "buyer@example.com", "01012345678"] {
            #expect(!visit.bench.log.text.contains(secret))
            #expect(!"\(String(describing: error))".contains(secret))
        }
    }
}
