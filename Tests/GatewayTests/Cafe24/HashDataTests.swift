import ProviderKit
import Testing

@testable import Gateway

struct HashDataTests {
    @Test(arguments: HashVector.all)
    func theKeySignsAsOtherLanguagesDo(_ vector: HashVector) {
        let data = HashData(message: vector.message)
        let key = HashKey(Secret(vector.key))
        #expect(key.sign(data) == vector.digest)
        #expect(key.verifies(vector.digest, data))
    }

    /// The formulas themselves, apart from the signing.
    static let formulas: [(String, HashData)] = [
        ("H1a", checkout("3065.00", "PHP")),
        ("H1b", checkout("12000", "KRW")),
        ("H1c", checkout("12000.00", "KRW")),
        ("H1d", checkout("3065", "PHP")),
        ("H2a", result("3065.00")),
        ("H2b", result("0.00")),
        ("H2c", result("0")),
        ("H3a", cancellation("3065.00")),
        ("H3b", cancellation("1000.00")),
        ("H4a", reservation("mockbuyer")),
        ("H4b", reservation("CVID.4a525e5f5d")),
        ("H5a", answer("1900", isQuoted: true)),
        ("H5b", answer("1900", isQuoted: false)),
        ("H5c", answer("1900.00", isQuoted: true)),
    ]

    @Test(arguments: formulas)
    func aFormulaJoinsItsValues(id: String, data: HashData) throws {
        let vector = try #require(HashVector.named(id))
        #expect(data.message == vector.message)
    }

    @Test(arguments: [("H1b", "H1c"), ("H1a", "H1d"), ("H2b", "H2c"), ("H5a", "H5b"), ("H5a", "H5c"), ("H6b", "H6c")])
    func anotherWayOfWritingIsAnotherSignature(one: String, other: String) throws {
        let one = try #require(HashVector.named(one))
        let other = try #require(HashVector.named(other))
        #expect(!HashKey(Secret(one.key)).verifies(other.digest, HashData(message: one.message)))
    }

    @Test func aPaymentResultIsOverTheOrderIDNotThePGsOrderCode() throws {
        let wrong = try #require(HashVector.named("H2x"))
        #expect(Self.result("3065.00").message != wrong.message)
        #expect(!HashKey(Secret(wrong.key)).verifies(wrong.digest, Self.result("3065.00")))
    }

    @Test func theReservationKeyIsClientIDAndOrderID() throws {
        let vector = try #require(HashVector.named("H5a"))
        let key = HashKey(clientID: "testClientId0000000001", orderID: "20220513-0000079")
        #expect(key.verifies(vector.digest, Self.answer("1900", isQuoted: true)))
    }

    @Test func aQuotedAnswerLeavesSlashesAndKoreanAsTheyAre() {
        let data = HashData.reservationAnswer(total: "1", orderID: "", responseTime: "", notificationURL: "/상점\"\\")
        #expect(data.message == #""1/상점\"\\""#)
    }

    @Test(arguments: ["H6a", "H6b"])
    func aLaunchIsSortedByNameAndKeepsItsEncoding(id: String) throws {
        let vector = try #require(HashVector.named(id))
        let shuffled = vector.message.split(separator: "&").reversed().joined(separator: "&")
        let hmac = OutsideURL.percentEncoded(vector.digest)
        let launch = try #require(HashData.appLaunch(query: "hmac=\(hmac)&\(shuffled)"))
        #expect(launch.data.message == vector.message)
        #expect(HashKey(Secret(vector.key)).verifies(launch.hmac, launch.data))
    }

    @Test(arguments: ["a=1", "hmac=x&hmac=x&a=1", "hmac=%zz&a=1", ""])
    func aLaunchWithoutOneReadableHmacIsNone(query: String) {
        #expect(HashData.appLaunch(query: query) == nil)
    }

    private static func checkout(_ amount: String, _ currency: String) -> HashData {
        .checkoutRequest(
            amount: amount,
            currency: currency,
            orderID: HashVector.order,
            partnerID: HashVector.partner
        )
    }

    private static func result(_ amount: String) -> HashData {
        .paymentResult(
            amount: amount,
            currency: "PHP",
            orderID: HashVector.order,
            partnerID: HashVector.partner,
            tid: "pg-order-001"
        )
    }

    private static func cancellation(_ amount: String) -> HashData {
        .cancellation(
            cancelAmount: amount,
            currency: "PHP",
            orderID: HashVector.order,
            partnerID: HashVector.partner,
            tid: "pg-order-001"
        )
    }

    private static func reservation(_ member: String) -> HashData {
        .reservation(
            mallID: "demomall",
            requestTime: "1652408432",
            clientID: "testClientId0000000001",
            memberID: member
        )
    }

    private static func answer(_ total: String, isQuoted: Bool) -> HashData {
        .reservationAnswer(
            total: total,
            orderID: "20220513-0000079",
            responseTime: "1652408433",
            notificationURL: HashVector.notification,
            isQuoted: isQuoted
        )
    }
}
