import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers written down by hand: what each word and each code comes to.
struct KakaoAnswerTests {
    private static let key = PaymentKey("abcdefghijklmnopqrstuvwxyz234567")
    private static let tid = "T1234567890123456789"

    private static func order(_ status: String, tid: String = KakaoAnswerTests.tid, total: Int = 11_000) -> String {
        """
        {"tid":"\(tid)","cid":"TC0ONETIME","status":"\(status)","partner_order_id":"abcdefghijklmnopqrstuvwxyz234567",
        "partner_user_id":"u","amount":{"total":\(total),"tax_free":0,"vat":1000,"point":0},"nobody":{"knows":[]}}
        """
    }

    private func verify(_ answers: [(Int, String)], approving: Bool = true) async throws -> PaymentSnapshot {
        let line = AnsweringLine(answers.map { (status: $0.0, body: $0.1) })
        let kakao = try KakaoPay(account: FakeKakaoPay.account(), services: line.services())
        let state = KakaoState(tid: Self.tid, userID: "u", expires: BenchClock.start + .seconds(1_800))
        let payment = PaymentReference(
            key: try #require(Self.key),
            amount: Money(11_000, .krw),
            amountText: "11000.00",
            opened: BenchClock.start,
            references: [Self.tid],
            state: try ModuleState(state)
        )
        guard approving else { return try await kakao.verify(.inquiry, of: payment, approval: nil) }
        let back = InboundMessage(method: "GET", path: "/callback", query: "pg_token=abc")
        let operation = OperationID(from: SystemRandomSource())
        return try await kakao.verify(.returned(back, via: .success), of: payment, approval: operation)
    }

    @Test(arguments: [
        ("javascript:alert(1)", false), ("http://pay.example/x", false), ("data:text/html,x", false), ("", false),
        ("https://pay.example/x", true),
    ])
    func aBuyerIsSentToPagesOverTLSOnly(address: String, isTaken: Bool) async throws {
        for field in ["pc", "mobile", "app"] {
            var pages = ["pc": "https://a.example/p", "mobile": "https://a.example/m", "app": "https://a.example/a"]
            pages[field] = address
            let urls = pages.map { "\"next_redirect_\($0.key)_url\":\"\($0.value)\"" }.joined(separator: ",")
            let line = AnsweringLine([(200, "{\"tid\":\"\(Self.tid)\",\(urls)}")])
            let kakao = try KakaoPay(account: FakeKakaoPay.account(), services: line.services())
            let order = try await KakaoVisit().order
            do throws(ProviderError) {
                _ = try await kakao.checkout(order)
                #expect(isTaken)
            } catch {
                #expect(!isTaken)
                #expect(error.code == .unknown)
            }
        }
    }

    @Test(arguments: [
        ("READY", PaymentSnapshot.Status.open), ("SEND_TMS", .open), ("OPEN_PAYMENT", .open), ("SELECT_METHOD", .open),
        ("ARS_WAITING", .open), ("AUTH_PASSWORD", .open), ("ISSUED_SID", .open), ("SUCCESS_PAYMENT", .paid),
        ("PART_CANCEL_PAYMENT", .paid), ("CANCEL_PAYMENT", .paid), ("QUIT_PAYMENT", .abandoned),
        ("FAIL_AUTH_PASSWORD", .declined(code: "FAIL_AUTH_PASSWORD", message: "")),
        ("FAIL_PAYMENT", .declined(code: "FAIL_PAYMENT", message: "")), ("PONDERING", .unknown("PONDERING")),
    ])
    func eachStatusIsWhatTheFactsSay(word: String, status: PaymentSnapshot.Status) async throws {
        #expect(try await verify([(200, Self.order(word))], approving: false).status == status)
    }

    @Test(arguments: [
        (400, #"{"error_code":-780,"error_message":"approve failed"}"#, "-780"),
        (400, #"{"error_code":-780,"extras":{"method_result_code":"LACK_BALANCE"}}"#, "LACK_BALANCE"),
        (200, #"{"error_code":-780,"error_message":"inside of a success"}"#, "-780"),
        (404, #"{"error_code":-999,"error_message":"no document has it"}"#, "-999"), (400, "?", "HTTP 400"),
    ])
    func aRefusalIsADeclineUnlessItIsPaidMeanwhile(status: Int, body: String, code: String) async throws {
        let open = Self.order("AUTH_PASSWORD")
        let snapshot = try await verify([(200, open), (status, body), (200, open)])
        guard case .declined(code, _) = snapshot.status else {
            Issue.record("\(snapshot.status)")
            return
        }
        let paid = Self.order("SUCCESS_PAYMENT")
        #expect(try await verify([(200, open), (status, body), (200, paid)]).status == .paid)
    }

    @Test(arguments: [
        (500, #"{"error_code":-1,"error_message":"busy"}"#, ProviderError.Code.unknown), (503, "busy", .unknown),
        (200, "", .unknown), (200, "{}", .unknown), (200, #"{"tid":"T1"#, .unknown), (302, "", .unknown),
        (401, "{}", .configuration), (403, #"{"error_code":-403,"error_message":"ip"}"#, .configuration),
        (429, "", .temporary),
        (400, #"{"error_code":-780,"error_message":"m","extras":{"method_result_code":"USER_LOCKED"}}"#, .temporary),
    ])
    func anAnswerToBuildNothingOnIsAnError(status: Int, body: String, code: ProviderError.Code) async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await verify([(200, Self.order("AUTH_PASSWORD")), (status, body)])
        }
        #expect(error?.code == code)
    }

    @Test func anInquiryThatFailsBeforeTheApprovalSendsNothing() async throws {
        let error = await #expect(throws: ProviderError.self) { try await verify([(500, "")]) }
        #expect(error?.code == .temporary)
    }

    @Test(arguments: [
        KakaoAnswerTests.order("SUCCESS_PAYMENT", tid: "T9999999999999999999"),
        KakaoAnswerTests.order("SUCCESS_PAYMENT").replacing("abcdefghijklmnopqrstuvwxyz234567", with: "another"),
        KakaoAnswerTests.order("SUCCESS_PAYMENT").replacing(#""partner_user_id":"u""#, with: #""partner_user_id":"v""#),
    ])
    func anAnswerAboutAnotherPaymentIsAConflict(body: String) async throws {
        let error = await #expect(throws: ProviderError.self) { try await verify([(200, body)], approving: false) }
        #expect(error?.code == .conflict)
    }

    /// The tid is ours: KakaoPay gave it to us when it opened the payment.
    @Test(arguments: [("abcdefghijklmnopqrstuvwxyz234567", "another"), (#"_user_id":"u""#, #"_user_id":"v""#)])
    func anApprovalUnderAnotherNameGoesBack(name: String, other: String) async throws {
        let approved = Self.order("SUCCESS_PAYMENT").replacing(name, with: other)
        let undone = #"{"aid":"A1","tid":"\#(Self.tid)","approved_cancel_amount":{"total":11000}}"#
        let open = Self.order("AUTH_PASSWORD")
        let snapshot = try await verify([(200, open), (200, approved), (200, undone)])
        #expect(snapshot.status == .reversed)
        #expect(snapshot.paid.isZero)
        let refusal = #"{"error_code":-781,"error_message":"no"}"#
        let error = await #expect(throws: ProviderError.self) {
            try await verify([(200, open), (200, approved), (400, refusal)])
        }
        #expect(error?.code == .conflict)
    }

    @Test func anApprovalOfAnotherTransactionIsAConflict() async throws {
        let other = Self.order("SUCCESS_PAYMENT", tid: "T9999999999999999999")
        let error = await #expect(throws: ProviderError.self) {
            try await verify([(200, Self.order("AUTH_PASSWORD")), (200, other)])
        }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: [
        (400, ProviderError.Code.invalidRequest), (401, .configuration), (429, .temporary), (500, .unknown),
    ])
    func anOpeningThatFailsSaysWhetherItMayHaveHappened(status: Int, code: ProviderError.Code) async throws {
        let line = AnsweringLine([(status: status, body: #"{"error_code":-2,"error_message":"m"}"#)])
        let kakao = try KakaoPay(account: FakeKakaoPay.account(), services: line.services())
        let order = try await KakaoVisit().order
        let error = await #expect(throws: ProviderError.self) { try await kakao.checkout(order) }
        #expect(error?.code == code)
    }
}
