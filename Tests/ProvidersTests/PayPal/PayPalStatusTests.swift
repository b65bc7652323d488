import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

/// What each of PayPal's words becomes.
struct PayPalStatusTests {
    private let payment = ScriptedPayment()

    private func snapshot(_ order: String) async throws -> PaymentSnapshot {
        let script = PayPalScript().answer(ScriptedPayment.order, 200, order)
        return try await PayPal.scripted(script).verify(.inquiry, of: payment.reference(), approval: nil)
    }

    @Test(arguments: [
        ("CREATED", PaymentSnapshot.Status.open), ("SAVED", .open), ("PAYER_ACTION_REQUIRED", .open),
        ("APPROVED", .open), ("VOIDED", .expired), ("COMPLETED", .unknown("COMPLETED without a capture")),
        ("TELEPORTED", .unknown("TELEPORTED")),
    ])
    func anOrderWithoutACapture(word: String, status: PaymentSnapshot.Status) async throws {
        let snapshot = try await snapshot(payment.order(word))
        #expect(snapshot.status == status)
        #expect(snapshot.paid.isZero)
    }

    @Test(arguments: [
        ("COMPLETED", nil, PaymentSnapshot.Status.paid), ("REFUNDED", nil, .paid),
        ("PENDING", "ECHECK", .pending(.deposit)),
        ("PENDING", "TRANSACTION_APPROVED_AWAITING_FUNDING", .pending(.deposit)),
        ("PENDING", "PENDING_REVIEW", .pending(.review)), ("PENDING", "BUYER_COMPLAINT", .pending(.review)),
        ("PENDING", "CHARGEBACK", .pending(.review)), ("PENDING", "INTERNATIONAL_WITHDRAWAL", .pending(.review)),
        ("PENDING", "OTHER", .pending(.review)), ("PENDING", "REFUNDED", .pending(.review)),
        ("PENDING", "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION", .pending(.review)),
        ("PENDING", "UNILATERAL", .pending(.review)), ("PENDING", "VERIFICATION_REQUIRED", .pending(.review)),
        ("PENDING", nil, .pending(.review)),
        ("DECLINED", nil, .declined(code: "DECLINED", message: "PayPal could not take the money")),
        ("FAILED", "OTHER", .declined(code: "OTHER", message: "PayPal could not take the money")),
        ("PARTIALLY_REFUNDED", nil, .unknown("partly refunded, and PayPal does not say how much")),
        ("TELEPORTED", nil, .unknown("TELEPORTED")),
    ])
    func aCaptureSaysWhatACompletedOrderDoesNot(
        word: String,
        reason: String?,
        status: PaymentSnapshot.Status
    ) async throws {
        let order = payment.order("COMPLETED", payments: payment.capture(word, reason: reason))
        let snapshot = try await snapshot(order)
        #expect(snapshot.status == status)
        #expect(snapshot.transactionID == "C1")
        #expect(snapshot.references == ["O1", "C1"])
        let isTaken = ["COMPLETED", "REFUNDED", "PARTIALLY_REFUNDED"].contains(word)
        #expect(snapshot.paid == Money(isTaken ? 1234 : 0, .usd))
        #expect(snapshot.cancelled == Money(word == "REFUNDED" ? 1234 : 0, .usd))
    }

    @Test(arguments: [
        ("COMPLETED", CancellationRecord.State.done, 234), ("PENDING", .pending, 0), ("FAILED", .refused, 0),
        ("CANCELLED", .refused, 0),
    ])
    func aRefundCountsOnceItIsDone(word: String, state: CancellationRecord.State, cancelled: Int64) async throws {
        let refund = ScriptedPayment.refund(word, "2.34", payment.operation.text)
        let payments = payment.capture("COMPLETED", refunds: refund)
        let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == Money(cancelled, .usd))
        let record = CancellationRecord(.operation(payment.operation), amount: Money(234, .usd), state: state)
        #expect(snapshot.cancellations == [record])
    }

    @Test func aRefundFromPayPalsConsoleIsAStrangers() async throws {
        let refunds = [nil, "our warehouse"].enumerated().map { index, customID in
            ScriptedPayment.refund("COMPLETED", "1.00", customID, id: "R\(index)")
        }
        let payments = payment.capture("PARTIALLY_REFUNDED", refunds: refunds.joined(separator: ","))
        let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
        #expect(snapshot.cancelled == Money(200, .usd))
        #expect(snapshot.cancellations.map(\.origin) == [.provider("R0"), .provider("R1")])
    }

    /// The status of the capture is PayPal's last word on what is left of it.
    @Test func aCaptureThatIsRefundedIsBackInFullWhateverIsListed() async throws {
        let ours = ScriptedPayment.refund("COMPLETED", "2.34", payment.operation.text)
        let rest = ScriptedPayment.refund("COMPLETED", "10.00", nil, id: "R2")
        for (refunds, records) in [("", 0), (ours, 1), ("\(ours),\(rest)", 2)] {
            let payments = payment.capture("REFUNDED", refunds: refunds)
            let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
            #expect(snapshot.status == .paid)
            #expect(snapshot.cancelled == Money(1234, .usd))
            #expect(snapshot.cancellations.count == records)
        }
    }

    @Test func aRefundInAStateThatIsNotKnownIsNoGuess() async throws {
        let refund = ScriptedPayment.refund("TELEPORTED", "2.34", payment.operation.text)
        let payments = payment.capture("COMPLETED", refunds: refund)
        let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
        #expect(snapshot.status == .unknown("a refund is in a state that is not known"))
    }

    @Test func aCaptureThatWorkedCountsAndNotTheOneBefore() async throws {
        let declined = #"{"id":"C0","status":"DECLINED","amount":{"currency_code":"USD","value":"12.34"}}"#
        let payments = payment.capture("COMPLETED").replacing(#""captures":["#, with: #""captures":[\#(declined),"#)
        let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
        #expect(snapshot.status == .paid)
        #expect(snapshot.transactionID == "C1")
    }

    @Test func anotherAmountOrCurrencyIsToldAsPayPalSaysIt() async throws {
        for (code, value) in [("USD", "12.35"), ("EUR", "12.34"), ("JPY", "1234")] {
            let payments = payment.capture("COMPLETED").replacing("USD", with: code).replacing("12.34", with: value)
            let snapshot = try await snapshot(payment.order("COMPLETED", payments: payments))
            #expect(snapshot.status == .paid)
            #expect(snapshot.paid == (try Money(value, #require(Currency(code: code)))))
        }
    }

    @Test(arguments: [("O1", "O2"), ("12.34", "12.35"), ("USD", "EUR")])
    func anUnpaidOrderThatIsNotOursIsNeverCaptured(ours: String, theirs: String) async throws {
        let order = payment.order("APPROVED").replacing("\"\(ours)\"", with: "\"\(theirs)\"")
        let script = PayPalScript().answer(ScriptedPayment.order, 200, order)
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) {
            try await provider.verify(.inquiry, of: payment.reference(), approval: payment.operation)
        }
        #expect(error?.code == .conflict)
        #expect(script.count(ScriptedPayment.capturing) == 0)
    }

    @Test func anotherOrderNumberIsAConflict() async throws {
        for order in [
            payment.order("APPROVED"), payment.order("COMPLETED", payments: payment.capture("COMPLETED")),
        ] {
            let strange = order.replacing(payment.key.text, with: PaymentKey(from: SystemRandomSource()).text)
            let error = await #expect(throws: ProviderError.self) { try await snapshot(strange) }
            #expect(error?.code == .conflict)
        }
    }

    @Test func anOrderThatIsGoneIsAbsentAtFirstAndExpiredLater() async throws {
        let script = PayPalScript().answer(
            ScriptedPayment.order,
            404,
            ScriptedPayment.words("INVALID_RESOURCE_ID", name: "RESOURCE_NOT_FOUND")
        )
        let clock = BenchClock()
        let provider = try PayPal.scripted(script, clock: clock)
        #expect(try await provider.verify(.inquiry, of: payment.reference(), approval: nil).status == .absent)
        clock.advance(by: PayPal.orderLife)
        #expect(try await provider.verify(.inquiry, of: payment.reference(), approval: nil).status == .expired)
    }

    @Test func aPaymentWithoutASessionIsAbsent() async throws {
        var reference = try payment.reference()
        reference.state = nil
        let script = PayPalScript()
        let snapshot = try await PayPal.scripted(script).verify(.inquiry, of: reference, approval: payment.operation)
        #expect(snapshot.status == .absent)
        #expect(script.calls.isEmpty)
    }
}
