import Testing

@testable import Cafe24Sandbox

/// Digests computed with Python and PHP, independent of this code.
struct Cafe24HashesTests {
    private let hashes = Cafe24Hashes(serviceKey: "svc-test-key-0001")
    private let order = "20220519-0000029"
    private let partner = "demomall:1:acct7f3a"

    @Test(arguments: [
        ("3065.00", "PHP", "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ="),
        ("12000", "KRW", "ctmoVjGci3vy2FsRdfl0kp9o410ldn0qyMdGuniVu94="),
        ("12000.00", "KRW", "vn2/dcN/GWpgTRouTzBW0Trt0ydsuohopFw0bBgDpCg="),
        ("3065", "PHP", "khPRhKdGit++ukb6jg/wX3kqW7pQlTBDFT3Cm4BNs2c="),
    ])
    func checkoutHashCoversTheTextOfTheAmount(amount: String, currency: String, digest: String) {
        #expect(hashes.checkout(amount: amount, currency: currency, orderID: order, partnerID: partner) == digest)
    }

    @Test(arguments: [
        ("3065.00", "prS41UsqefrKbS9WqKH/60hzBmFaFNx98mHWe80mPWc="),
        ("0.00", "QSRfKu6re/j+Z5i54PxXRO8qkAo9Vs4GMdNVtN5C9rk="),
        ("0", "qMy81lTCZW8tSf435uwMlexcuopqZq8zuRphjcrfNBU="),
    ])
    func paymentHashCoversTheTransaction(amount: String, digest: String) {
        let tid = "pg-order-001"
        let hash = hashes.payment(amount: amount, currency: "PHP", orderID: order, partnerID: partner, tid: tid)
        #expect(hash == digest)
        #expect(hashes.fit(paymentReport: report(amount: amount, digest)))
    }

    @Test(arguments: [
        ("3065.00", "prS41UsqefrKbS9WqKH/60hzBmFaFNx98mHWe80mPWc="),
        ("1000.00", "WGJcCyGGLTt2ZlpOlAQk3e9jJMCga5F5vWvgbofKXEw="),
    ])
    func cancellationHashCoversWhatGoesBack(amount: String, digest: String) {
        let hash = hashes.cancellation(
            cancelAmount: amount,
            currency: "PHP",
            orderID: order,
            partnerID: partner,
            tid: "pg-order-001"
        )
        #expect(hash == digest)
        let report = report(amount: "7", digest).merged(with: ["cancel_amount": .string(amount)])
        #expect(hashes.fit(cancellationReport: report))
        #expect(!hashes.fit(cancellationReport: report.merged(with: ["tid": "another"])))
    }

    @Test(arguments: [
        ("mockbuyer", "PDh2KC5Pn7LDfVOphVtL9tLmwNsa5SfmeLgcbfNLMN4="),
        ("CVID.4a525e5f5d", "1jIkYqT4DU1XTaq0D4zfRJRa9XxgOPePuutkgQGXb8c="),
    ])
    func reserveHashCoversMembersAndGuests(member: String, digest: String) {
        let hash = hashes.reserve(
            mallID: "demomall",
            requestTime: "1652408432",
            clientID: "testClientId0000000001",
            memberID: member
        )
        #expect(hash == digest)
    }

    @Test func reservationHashCoversTheQuotes() {
        let hash = Cafe24Hashes.reservation(
            clientID: "testClientId0000000001",
            orderID: "20220513-0000079",
            total: 1900,
            responseTime: "1652408433",
            returnNotificationURL: "http://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"
        )
        #expect(hash == "fBc5tqqzTrzY6OE0Eh0NllLyAQjjEqiutYwKsBydD94=")
    }

    /// The sample's mistake: the payment company's id where the order's belongs.
    @Test func hashOverAnotherOrderDoesNotFit() {
        let digest = "+jtxVH8iY0d3vDCqueKduoV3gqGOdxcDSSJXCYc/nHY="
        #expect(!hashes.fit(paymentReport: report(amount: "3065.00", digest)))
    }

    @Test func blanksCountAsPlus() {
        #expect(Cafe24Hashes.equal("051g24yZ y aAih=", "051g24yZ+y+aAih="))
    }

    @Test(arguments: ["", "051g", "051g24yZ+y+aAii=", "051g24yZ+y+aAih=="])
    func anotherHashIsNotEqual(given: String) {
        #expect(!Cafe24Hashes.equal(given, "051g24yZ+y+aAih="))
    }

    private func report(amount: String, _ hash: String) -> SandboxJSON {
        [
            "amount": .string(amount), "currency": "PHP", "order_id": .string(order),
            "partner_id": .string(partner), "tid": "pg-order-001", "hash_data": .string(hash),
        ]
    }
}
