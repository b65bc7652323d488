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
