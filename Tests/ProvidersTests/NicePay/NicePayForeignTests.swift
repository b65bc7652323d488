import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The signature of a return covers neither the transaction nor the order number: both may be another order's.
struct NicePayForeignTests {
    /// The return of the visit's order, as if it were the return of another order at the same price.
    private func swapped(_ visit: NicePayVisit) async throws -> (evidence: Evidence, payment: PaymentReference) {
        let other = visit.bench.order(FakeNicePay.amount)
        guard case .returned(let message, let door) = try await visit.evidence(.pays) else {
            throw ProviderError(.rejectedMessage, "no return")
        }
        let text = message.text.replacing("orderId=\(visit.order.key.text)", with: "orderId=\(other.key.text)")
        return (.returned(message.with(body: text), via: door), visit.bench.reference(other, visit.session))
    }

    private func posts(_ visit: NicePayVisit) -> Int {
        visit.bench.line.calls.count { $0.request.method == .post }
    }

    /// A PG that answers a repeated approval as it answered the first would have it taken for this order's, and undone.
    @Test func whatAnotherOrderPaidIsLeftAlone() async throws {
        var visit = try await NicePayVisit()
        let (evidence, payment) = try await swapped(visit)
        guard case .returned(let message, let door) = evidence else { return }
        let text = message.text.replacing(payment.key.text, with: visit.order.key.text)
        #expect(try await visit.verify(.returned(message.with(body: text), via: door), approving: true).status == .paid)
        let frozen = visit
        let calls = posts(visit)
        for _ in 0..<2 {
            let error = await #expect(throws: ProviderError.self) {
                try await frozen.bench.provider.verify(evidence, of: payment, approval: frozen.bench.operation())
            }
            #expect(error?.code == .rejectedMessage)
        }
        #expect(posts(visit) == calls)
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func whatAnotherOrdersBuyerAuthenticatedGoesBackAndIsNotApprovedAgain() async throws {
        let visit = try await NicePayVisit()
        let (evidence, payment) = try await swapped(visit)
        for code in [ProviderError.Code.conflict, .rejectedMessage, .rejectedMessage] {
            let error = await #expect(throws: ProviderError.self) {
                try await visit.bench.provider.verify(evidence, of: payment, approval: visit.bench.operation())
            }
            #expect(error?.code == code)
        }
        #expect(posts(visit) == 2)
        #expect(await visit.books() == FakeBooks(paid: 12_000, cancelled: 12_000, charges: 1, refunds: 1))
    }

    /// NICEPAY's inquiry may be behind its approval.
    @Test func itIsNotApprovedAgainWhereNicepayStillShowsNothing() async throws {
        let visit = try await NicePayVisit()
        let (evidence, payment) = try await swapped(visit)
        guard case .returned(let message, _) = evidence else { return }
        let tid = try #require(message.form()["tid"])
        let absent = (status: 200, body: #"{"resultCode":"A118","resultMsg":"none"}"#)
        let foreign = #"{"resultCode":"0000","tid":"\#(tid)","orderId":"another","amount":12000,"status":"paid"}"#
        let line = AnsweringLine([
            absent, (status: 200, body: foreign), (status: 200, body: #"{"resultCode":"2001"}"#), absent,
        ])
        let nicepay = try NicePay(account: FakeNicePay.account(), services: line.services())
        for code in [ProviderError.Code.conflict, .rejectedMessage, .rejectedMessage] {
            let error = await #expect(throws: ProviderError.self) {
                try await nicepay.verify(evidence, of: payment, approval: visit.bench.operation())
            }
            #expect(error?.code == code)
        }
        #expect(line.requests.count { $0.method == .post } == 2)
    }

    @Test func anotherTransactionIsNotTakenForTheOneThatWasApproved() async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        let order = visit.order.key.text
        let other = #"{"resultCode":"0000","tid":"another","orderId":"\#(order)","amount":12000,"status":"paid"}"#
        let line = AnsweringLine([(200, #"{"resultCode":"A118","resultMsg":"none"}"#), (200, other)])
        let nicepay = try NicePay(account: FakeNicePay.account(), services: line.services())
        let error = await #expect(throws: ProviderError.self) {
            try await nicepay.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .conflict)
        #expect(line.requests.count == 2)
    }

    /// What the inquiry says before an approval is no document's business: a code that tells nothing stops nobody.
    @Test func aCodeThatTellsNothingStopsNoApproval() async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        guard case .returned(let message, _) = evidence else { return }
        let tid = try #require(message.form()["tid"])
        let order = visit.order.key.text
        let paid = #"{"resultCode":"0000","tid":"\#(tid)","orderId":"\#(order)","amount":12000,"status":"paid"}"#
        let line = AnsweringLine([(200, #"{"resultCode":"9998","resultMsg":"?"}"#), (200, paid)])
        let nicepay = try NicePay(account: FakeNicePay.account(), services: line.services())
        let snapshot = try await nicepay.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        #expect(snapshot.status == .paid)
    }
}
