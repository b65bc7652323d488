import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers written down by hand: what each word and each code comes to.
struct TossAnswerTests {
    private static let key = PaymentKey("abcdefghijklmnopqrstuvwxyz234567")

    private static func payment(_ changes: String, order: String = "abcdefghijklmnopqrstuvwxyz234567") -> String {
        """
        {"paymentKey":"tgen_1","orderId":"\(order)","currency":"KRW","totalAmount":15000,"balanceAmount":15000,
        "method":"카드","aField":{"nobody":["knows"]},\(changes)}
        """
    }

    private func verify(_ answers: [(Int, String)], approving: Bool = false) async throws -> PaymentSnapshot {
        let key = try #require(Self.key)
        // An approval is preceded by a look.
        let first = approving ? [(200, Self.payment(#""status":"IN_PROGRESS""#))] : []
        let line = AnsweringLine((first + answers).map { (status: $0.0, body: $0.1) })
        let toss = try TossPayments(account: FakeTossPayments.account(), services: line.services())
        let payment = PaymentReference(
            key: key,
            amount: Money(15_000, .krw),
            amountText: "15000.00",
            opened: BenchClock.start
        )
        guard approving else { return try await toss.verify(.inquiry, of: payment, approval: nil) }
        let query = "paymentKey=tgen_1&orderId=\(key.text)&amount=15000"
        let back = InboundMessage(method: "GET", path: "/callback", query: query)
        let operation = OperationID(from: SystemRandomSource())
        return try await toss.verify(.returned(back, via: .success), of: payment, approval: operation)
    }

    @Test(arguments: [
        (#""status":"READY""#, PaymentSnapshot.Status.open), (#""status":"IN_PROGRESS""#, .open),
        (#""status":"WAITING_FOR_DEPOSIT","virtualAccount":{}"#, .pending(.deposit)),
        (#""status":"DONE","approvedAt":"2026-11-22T18:00:00+09:00""#, .paid),
        (#""status":"CANCELED","approvedAt":"2026-11-22T18:00:00+09:00""#, .paid),
        (#""status":"PARTIAL_CANCELED","approvedAt":"2026-11-22T18:00:00+09:00""#, .paid),
        (#""status":"CANCELED","virtualAccount":{},"approvedAt":null"#, .expired),
        (#""status":"ABORTED","failure":{"code":"X","message":"y"}"#, .declined(code: "X", message: "y")),
        (#""status":"ABORTED""#, .declined(code: "ABORTED", message: "")),
        (#""status":"EXPIRED""#, .expired), (#""status":"PONDERING""#, .unknown("PONDERING")),
    ])
    func eachStatusIsWhatTheFactsSay(word: String, status: PaymentSnapshot.Status) async throws {
        #expect(try await verify([(200, Self.payment(word))]).status == status)
    }

    @Test(arguments: [
        ("REJECT_CARD_PAYMENT", 400), ("REJECT_CARD_COMPANY", 403), ("REJECT_ACCOUNT_PAYMENT", 403),
        ("INVALID_STOPPED_CARD", 400), ("BELOW_MINIMUM_AMOUNT", 400), ("EXCEED_MAX_DAILY_PAYMENT_COUNT", 400),
        ("NOT_FOUND_PAYMENT", 404), ("SOMETHING_NEW", 400),
    ])
    func aFinalRefusalIsADecline(code: String, status: Int) async throws {
        let refusal = #"{"code":"\#(code)","message":"no"}"#
        let open = Self.payment(#""status":"IN_PROGRESS""#)
        let snapshot = try await verify([(status, refusal), (200, open)], approving: true)
        #expect(snapshot.status == .declined(code: code, message: "no"))
    }

    @Test func aRefusalInsideOfASuccessIsARefusal() async throws {
        let refusal = #"{"code":"REJECT_CARD_PAYMENT","message":"no"}"#
        let snapshot = try await verify([(200, refusal)], approving: true)
        #expect(snapshot.status == .declined(code: "REJECT_CARD_PAYMENT", message: "no"))
        let nested = #"{"failure":{"code":"REJECT_CARD_PAYMENT","message":"no"}}"#
        #expect(try await verify([(200, nested)], approving: true).status == snapshot.status)
    }

    @Test(arguments: [
        ("PROVIDER_ERROR", 400), ("FAILED_INTERNAL_SYSTEM_PROCESSING", 500), ("UNKNOWN_PAYMENT_ERROR", 500),
        ("FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING", 500), ("CARD_PROCESSING_ERROR", 400), ("COMMON_ERROR", 400),
        ("FAILED_REFUND_PROCESS", 500), ("FAILED_METHOD_HANDLING_CANCEL", 500), ("ANYTHING", 502),
        ("IDEMPOTENT_REQUEST_PROCESSING", 409), ("FORBIDDEN_CONSECUTIVE_REQUEST", 403),
        ("ALREADY_PROCESSED_PAYMENT", 400), ("DUPLICATED_ORDER_ID", 400),
    ])
    func aDoubtfulRefusalIsUnknownWhileNobodyHasPaid(code: String, status: Int) async throws {
        let refusal = #"{"code":"\#(code)","message":"hm"}"#
        let open = Self.payment(#""status":"IN_PROGRESS""#)
        let error = await #expect(throws: ProviderError.self) {
            try await verify([(status, refusal), (200, open)], approving: true)
        }
        #expect(error?.code == .unknown)
    }

    @Test(arguments: ["PROVIDER_ERROR", "ALREADY_PROCESSED_PAYMENT", "SOMETHING_NEW"])
    func aRefusalOfWhatIsPaidIsPaid(code: String) async throws {
        let refusal = #"{"code":"\#(code)","message":"hm"}"#
        let paid = Self.payment(#""status":"DONE","approvedAt":"2026-11-22T18:00:00+09:00""#)
        #expect(try await verify([(400, refusal), (200, paid)], approving: true).status == .paid)
    }

    @Test(arguments: [
        (401, #"{"code":"UNAUTHORIZED_KEY","message":"key"}"#, ProviderError.Code.configuration),
        (400, #"{"code":"INVALID_API_KEY","message":"key"}"#, .configuration),
        (403, #"{"code":"INCORRECT_BASIC_AUTH_FORMAT","message":"key"}"#, .configuration),
        (429, #"{"code":"TOO_MANY","message":"slow"}"#, .temporary), (503, "busy", .unknown), (200, "", .unknown),
        (200, "{}", .unknown), (200, "<html>", .unknown), (200, #"{"status":"DONE"}"#, .unknown), (302, "", .unknown),
    ])
    func anAnswerToBuildNothingOnIsAnError(status: Int, body: String, code: ProviderError.Code) async throws {
        let error = await #expect(throws: ProviderError.self) {
            try await verify([(status, body)], approving: true)
        }
        #expect(error?.code == code)
    }

    @Test func aConfirmationThatDidNotFinishIsNotGivenUp() async throws {
        let open = Self.payment(#""status":"IN_PROGRESS""#)
        let error = await #expect(throws: ProviderError.self) { try await verify([(200, open)], approving: true) }
        #expect(error?.code == .unknown)
    }

    @Test func whatTossNamesOtherwiseIsToldAsTossSaysIt() async throws {
        let more = Self.payment(#""status":"DONE""#).replacing("15000", with: "15001")
        #expect(try await verify([(200, more)]).paid == Money(15_001, .krw))
        let dollars = more.replacing("KRW", with: "USD")
        #expect(try await verify([(200, dollars)]).paid == Money(1_500_100, .usd))
        for wrong in [
            Self.payment(#""status":"DONE""#, order: "another"), more.replacing("KRW", with: "XXX"),
            more.replacing(#""DONE""#, with: #""WAITING_FOR_DEPOSIT""#),
        ] {
            let error = await #expect(throws: ProviderError.self) { try await verify([(200, wrong)]) }
            #expect(error?.code == .conflict)
        }
    }

    @Test func anAmountThatTheCurrencyCannotExpressIsNotRounded() async throws {
        let body = Self.payment(#""status":"DONE""#).replacing(#""totalAmount":15000"#, with: #""totalAmount":15000.5"#)
        let error = await #expect(throws: ProviderError.self) { try await verify([(200, body)]) }
        #expect(error?.code == .unknown)
    }

    @Test func aPaymentThatTossNeverHeardOfIsAbsent() async throws {
        let refusal = #"{"code":"NOT_FOUND_PAYMENT","message":"no"}"#
        #expect(try await verify([(404, refusal)]).status == .absent)
    }

    @Test(arguments: [
        ("카드", "card"), ("가상계좌", "virtualAccount"), ("계좌이체", "transfer"), ("휴대폰", "phone"), ("간편결제", "간편결제"),
    ])
    func theMethodHasItsName(text: String, name: String) {
        #expect(TossMethod.name(answered: text) == name)
    }
}
