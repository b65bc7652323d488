import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

/// What each refusal of PayPal's becomes, at a capture, a refund and a checkout.
struct PayPalErrorTests {
    private let payment = ScriptedPayment()

    private func capturing(_ status: Int, _ body: String) async throws -> PaymentSnapshot {
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.capturing, status, body)
        return try await PayPal.scripted(script)
            .verify(.inquiry, of: payment.reference(), approval: payment.operation)
    }

    @Test(arguments: [
        (422, "TRANSACTION_REFUSED"), (422, "PAYER_CANNOT_PAY"), (422, "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"),
        (422, "COMPLIANCE_VIOLATION"),
    ])
    func aFinalNoIsADecline(status: Int, issue: String) async throws {
        let snapshot = try await capturing(status, ScriptedPayment.words(issue))
        #expect(snapshot.status == .declined(code: issue, message: "why"))
        #expect(snapshot.paid.isZero)
    }

    @Test(arguments: ["INSTRUMENT_DECLINED", "PAYER_ACTION_REQUIRED", "ORDER_NOT_APPROVED"])
    func theBuyerGoesBackToThePayerLink(issue: String) async throws {
        let snapshot = try await capturing(422, ScriptedPayment.words(issue))
        #expect(snapshot.status == .buyerActs(resume: "https://www.sandbox.paypal.com/checkoutnow?token=O1"))
        #expect(try snapshot.state?.value(as: PayPalState.self).rounds == 1)
    }

    @Test func aNewerPayerLinkIsTheOneToFollow() async throws {
        let link = #""links":[{"rel":"payer-action","href":"https://www.paypal.com/next"}],"debug_id""#
        let words = ScriptedPayment.words("PAYER_ACTION_REQUIRED").replacing(#""debug_id""#, with: link)
        #expect(try await capturing(422, words).status == .buyerActs(resume: "https://www.paypal.com/next"))
    }

    /// A token that is refused on the way, and a capture that must be looked up: more calls than the gateway waits for.
    @Test func aQuestionEndsInTimeHoweverSlowPayPalIs() async throws {
        let clock = BenchClock()
        let script = PayPalScript(slowing: clock)
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.capturing, 401, "{}")
            .answer(ScriptedPayment.capturing, 422, ScriptedPayment.words("ORDER_ALREADY_CAPTURED"))
        let error = await #expect(throws: ProviderError.self) {
            try await PayPal.scripted(script, clock: clock)
                .verify(.inquiry, of: payment.reference(), approval: payment.operation)
        }
        #expect(error?.code == .unknown)
        #expect(clock.now() < BenchClock.start + .seconds(75))
        #expect(script.count(ScriptedPayment.capturing) == 2)
    }

    @Test func aCaptureThatWasMadeBeforeAndCannotBeLookedUpIsUnknown() async throws {
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.order, 503, "busy")
            .answer(ScriptedPayment.capturing, 422, ScriptedPayment.words("ORDER_ALREADY_CAPTURED"))
        let error = await #expect(throws: ProviderError.self) {
            try await PayPal.scripted(script)
                .verify(.inquiry, of: payment.reference(), approval: payment.operation)
        }
        #expect(error?.code == .unknown)
    }

    @Test(arguments: [
        (500, "INTERNAL_SERVER_ERROR", ProviderError.Code.unknown), (503, "BUSY", .unknown),
        (409, "PREVIOUS_REQUEST_IN_PROGRESS", .unknown), (422, "ORDER_COMPLETION_IN_PROGRESS", .unknown),
        (429, "RATE_LIMIT_REACHED", .temporary), (422, "DUPLICATE_INVOICE_ID", .conflict),
        (403, "NOT_AUTHORIZED", .configuration), (403, "PERMISSION_DENIED", .configuration),
        (401, "INVALID_TOKEN", .configuration), (422, "SOMETHING_NEW", .invalidRequest),
        (400, "INVALID_PARAMETER_SYNTAX", .invalidRequest), (404, "INVALID_RESOURCE_ID", .invalidRequest),
        (302, "ELSEWHERE", .unknown),
    ])
    func aCaptureThatFailsOtherwiseIsAnError(status: Int, issue: String, code: ProviderError.Code) async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await capturing(status, ScriptedPayment.words(issue))
        }
        #expect(error?.code == code)
    }

    @Test(arguments: [(200, #"{"id":"O1","#), (422, "<html>"), (201, #"{"name":"ODD","message":"error inside"}"#)])
    func wordsThatAreNotPayPalsLeaveACaptureUnknown(status: Int, body: String) async throws {
        let error = await #expect(throws: ProviderError.self) { try await capturing(status, body) }
        #expect(error?.code == .unknown)
    }

    @Test func anOrderThatIsCapturedAlreadyIsLookedAt() async throws {
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.order, 200, payment.order("COMPLETED", payments: payment.capture("COMPLETED")))
            .answer(ScriptedPayment.capturing, 422, ScriptedPayment.words("ORDER_ALREADY_CAPTURED"))
        let snapshot = try await PayPal.scripted(script)
            .verify(.inquiry, of: payment.reference(), approval: payment.operation)
        #expect(snapshot.status == .paid)
    }

    /// The order's words may be older than the refusal's.
    @Test(arguments: ["ORDER_ALREADY_CAPTURED", "DUPLICATE_INVOICE_ID"])
    func whatWasDoneBeforeIsSeenOrStaysOpenToQuestion(issue: String) async throws {
        let reference = try payment.reference()
        let captured = payment.order("COMPLETED", payments: payment.capture("COMPLETED"))
        for (order, isPaid) in [(captured, true), (payment.order("APPROVED"), false)] {
            let script = PayPalScript()
                .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
                .answer(ScriptedPayment.order, 200, order)
                .answer(ScriptedPayment.capturing, 422, ScriptedPayment.words(issue))
            let provider = try PayPal.scripted(script)
            do throws(ProviderError) {
                let snapshot = try await provider.verify(.inquiry, of: reference, approval: payment.operation)
                #expect(isPaid && snapshot.status == .paid)
            } catch {
                #expect(!isPaid && error.code == .conflict)
            }
        }
    }

    private func refund(_ status: Int, _ body: String, order: String? = nil) async throws -> CancellationOutcome {
        let paid = ScriptedPayment.refund("COMPLETED", "12.34", nil)
        let other = payment.order("COMPLETED", payments: payment.capture("REFUNDED", refunds: paid))
        let script = PayPalScript()
            .answer(ScriptedPayment.refunding, status, body)
            .answer(ScriptedPayment.order, 200, order ?? other)
        var captured = try payment.reference()
        captured.state = try ScriptedPayment(capture: "C1").reference().state
        return try await PayPal.scripted(script).cancel(payment.refunding(1234), of: captured)
    }

    @Test(arguments: [
        "REFUND_AMOUNT_EXCEEDED", "CAPTURE_FULLY_REFUNDED", "REFUND_TIME_LIMIT_EXCEEDED",
        "PARTIAL_REFUND_NOT_ALLOWED", "DECIMALS_NOT_SUPPORTED", "CURRENCY_NOT_SUPPORTED", "TRANSACTION_REFUSED",
        "SOMETHING_NEW",
    ])
    func aRefundThatPayPalRefusesIsAnOutcome(issue: String) async throws {
        guard case .refused(let code, let message) = try await refund(422, ScriptedPayment.words(issue)) else {
            Issue.record("not refused")
            return
        }
        #expect(code == issue)
        #expect(message == "why")
    }

    @Test(arguments: ["REFUND_AMOUNT_EXCEEDED", "CAPTURE_FULLY_REFUNDED"])
    func tooLittleLeftMayMeanThatThisRefundWasMadeBefore(issue: String) async throws {
        let earlier = ScriptedPayment.refund("COMPLETED", "12.34", payment.operation.text)
        let order = payment.order("COMPLETED", payments: payment.capture("REFUNDED", refunds: earlier))
        guard case .done("R1") = try await refund(422, ScriptedPayment.words(issue), order: order) else {
            Issue.record("not found")
            return
        }
    }

    @Test(arguments: [
        (500, "INTERNAL_SERVER_ERROR", ProviderError.Code.unknown), (409, "PREVIOUS_REQUEST_IN_PROGRESS", .unknown),
        (422, "REFUND_FAILED_INSUFFICIENT_FUNDS", .temporary),
        (429, "RATE_LIMIT_REACHED", .temporary), (422, "PENDING_CAPTURE", .temporary),
        (403, "PERMISSION_DENIED", .configuration),
    ])
    func aRefundThatFailsOtherwiseIsAnError(status: Int, issue: String, code: ProviderError.Code) async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await refund(status, ScriptedPayment.words(issue))
        }
        #expect(error?.code == code)
    }

    @Test func theStatusOfARefundIsItsOutcome() async throws {
        let operation = payment.operation.text
        guard case .done("R1") = try await refund(201, ScriptedPayment.refund("COMPLETED", "12.34", operation)),
            case .pending("R1") = try await refund(200, ScriptedPayment.refund("PENDING", "12.34", operation)),
            case .refused("FAILED", _) = try await refund(201, ScriptedPayment.refund("FAILED", "12.34", operation)),
            case .refused("CANCELLED", _) = try await refund(200, ScriptedPayment.refund("CANCELLED", "12.34", nil))
        else {
            Issue.record("another outcome")
            return
        }
    }

    @Test func anAnswerAboutAnotherRefundIsNotBelieved() async throws {
        let strange = OperationID(from: SystemRandomSource()).text
        for (body, code) in [
            (ScriptedPayment.refund("COMPLETED", "12.35", payment.operation.text), ProviderError.Code.conflict),
            (ScriptedPayment.refund("COMPLETED", "12.34", strange), .conflict),
            (ScriptedPayment.refund("TELEPORTED", "12.34", payment.operation.text), .unknown),
            (#"{"status":"COMPLETED"}"#, .unknown),
        ] {
            let error = await #expect(throws: ProviderError.self) { try await refund(201, body) }
            #expect(error?.code == code)
        }
    }

    @Test(arguments: [
        (400, "INVALID_PARAMETER_VALUE", ProviderError.Code.invalidRequest),
        (422, "CURRENCY_NOT_SUPPORTED", .invalidRequest),
        (403, "NOT_AUTHORIZED", .configuration), (429, "RATE_LIMIT_REACHED", .temporary), (503, "BUSY", .unknown),
        (409, "PREVIOUS_REQUEST_IN_PROGRESS", .unknown),
    ])
    func aCheckoutThatFailsSaysHow(status: Int, issue: String, code: ProviderError.Code) async throws {
        let script = PayPalScript().answer("POST /v2/checkout/orders", status, ScriptedPayment.words(issue))
        let bench = try PayPalScene()
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) { try await provider.checkout(bench.order) }
        #expect(error?.code == code)
    }

    @Test(arguments: [500, 404, 429, 200])
    func lookingIsRepeatedWhateverWentWrong(status: Int) async throws {
        let script = PayPalScript().answer(ScriptedPayment.order, status, status == 404 ? "{}" : "<html>")
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) {
            try await provider.verify(.inquiry, of: payment.reference(), approval: nil)
        }
        #expect(error?.code == .temporary)
    }

    @Test func nothingThatPayPalQuotesReachesAnError() async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await capturing(400, ScriptedPayment.words("INVALID_PARAMETER_VALUE"))
        }
        #expect(error?.description.contains("quoted buyer") == false)
    }
}
