import Foundation
import Synchronization
import Testing

@testable import Cafe24Sandbox

struct SandboxClientTests {
    /// What a checkout looks like on the wire, without a server.
    private func sent(
        as encoding: SandboxClient.Encoding,
        _ change: (inout SandboxClient.Checkout) -> Void = { _ in }
    ) async throws -> SandboxClient.Call? {
        let calls = Mutex<[SandboxClient.Call]>([])
        var checkout = SandboxClient.Checkout(
            amount: "3065.00",
            currency: "PHP",
            orderID: "20220519-0000029",
            partnerID: "demomall:1:acct7f3a",
            returnURL: "https://demomall.cafe24shop.com/rtn?a=1",
            returnNotificationURL: "https://demomall.cafe24shop.com/noty",
            extraData: ["LogKey": "PGPy05"]
        )
        change(&checkout)
        let client = SandboxClient(gatewayURL: "http://gateway.test", serviceKey: "svc-test-key-0001") { call in
            calls.withLock { $0.append(call) }
            return SandboxClient.Reply(
                status: 200,
                body: #"{"result_code":"0000","result_message":"OK","payment_url":"http://p.test/?a=1&key=k1"}"#
            )
        }
        let answer = try await client.openCheckout(checkout, as: encoding)
        #expect(answer.resultCode == "0000")
        #expect(answer.paymentKey == "k1")
        return calls.withLock { $0.first }
    }

    @Test func jsonKeepsExtraDataAnObject() async throws {
        let call = try #require(try await sent(as: .json))
        let body = try SandboxJSON(parsing: call.body)
        #expect(call.url == "http://gateway.test/api/synchronous-checkout/checkout")
        #expect(call.contentType.hasPrefix("application/json"))
        #expect(body["hash_data"] == "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ=")
        #expect(body["extra_data"] == ["LogKey": "PGPy05"])
    }

    @Test(arguments: [
        (SandboxClient.Encoding.form, "application/x-www-form-urlencoded"),
        (.formLabelledJSON, "application/json charset-utf-8"),
    ])
    func formsCarryExtraDataAsText(encoding: SandboxClient.Encoding, type: String) async throws {
        let call = try #require(try await sent(as: encoding))
        let fields = FormText.read(call.body)
        #expect(call.contentType == type)
        #expect(fields.contains(FormText.Field(name: "extra_data", value: #"{"LogKey":"PGPy05"}"#)))
        #expect(fields.contains(FormText.Field(name: "return_url", value: "https://demomall.cafe24shop.com/rtn?a=1")))
    }

    @Test func multipartHasOnePartPerField() async throws {
        let call = try #require(try await sent(as: .multipart))
        #expect(call.contentType.hasPrefix("multipart/form-data; boundary="))
        #expect(call.body.components(separatedBy: "form-data; name=").count == 11)
        #expect(call.body.contains("name=\"amount\"\r\n\r\n3065.00\r\n"))
    }

    @Test func aBareNumberKeepsItsDigits() async throws {
        let call = try #require(try await sent(as: .json) { $0.amountIsNumber = true })
        #expect(call.body.contains(#""amount":3065.00,"#))
    }

    @Test func aForgedHashIsSentAsGiven() async throws {
        let call = try #require(try await sent(as: .json) { $0.forgedHash = "forged" })
        #expect(call.body.contains(#""hash_data":"forged""#))
    }

    @Test func theClientBuysWithoutAShop() async throws {
        let answer = try await visiting { visit in
            let base = visit.gatewayURL
            let client = SandboxClient(gatewayURL: base, serviceKey: FakeGateway.serviceKey, http: visit.http)
            let opened = try await client.openCheckout(
                SandboxClient.Checkout(
                    amount: "12000",
                    currency: "KRW",
                    orderID: "20220519-0000029",
                    partnerID: "demomall:1:mock",
                    returnURL: "http://mall.test/return",
                    returnNotificationURL: "http://mall.test/noty",
                    extraData: ["LogKey": "PGPy05"]
                )
            )
            let back = try await visit.get(opened.paymentURL ?? "").location ?? ""
            return try await client.status(key: ReturnRedirect.parse(back).key ?? "")
        }
        let status = try #require(answer)
        #expect(status.isPaid)
        #expect(status.isSigned(with: Cafe24Hashes(serviceKey: FakeGateway.serviceKey)))
        #expect(!status.isSigned(with: Cafe24Hashes(serviceKey: "another")))
        #expect(status.extraData == ["LogKey": "PGPy05"])
    }
}
