import Testing

@testable import Cafe24Sandbox

/// What the other calls look like on the wire, without a server.
struct SandboxClientCallsTests {
    @Test(arguments: CancellationFlow.allCases, SandboxClient.Encoding.allCases)
    func aCancellationIsSignedInEveryEncoding(flow: CancellationFlow, encoding: SandboxClient.Encoding) async throws {
        let (answer, call) = try await sent { try await $0.cancel(cancellation(flow), as: encoding) }
        #expect(answer.isAccepted)
        #expect(call?.url == "http://gateway.test/api/\(flow)-cancellation/cancel")
        let body = call?.body ?? ""
        let hash = "WGJcCyGGLTt2ZlpOlAQk3e9jJMCga5F5vWvgbofKXEw="
        let written = encoding == .json || encoding == .multipart ? hash : String(hash.dropLast()) + "%3D"
        #expect(body.contains(written))
        #expect(body.contains("cancel_noty_url") == (flow == .asynchronous))
    }

    @Test func aCancellationCanBeForgedAndCurtailed() async throws {
        var cancellation = cancellation(.synchronous)
        cancellation.forgedHash = "forged"
        cancellation.omitted = ["tid"]
        let (_, call) = try await sent { [cancellation] in try await $0.cancel(cancellation) }
        let body = try SandboxJSON(parsing: call?.body ?? "")
        #expect(body["hash_data"] == "forged")
        #expect(body["tid"] == nil)
        #expect(body["cancel_amount"] == "1000.00")
    }

    @Test func asynchronousCheckoutsHaveTheirOwnRoute() async throws {
        let checkout = SandboxClient.Checkout(
            amount: "12000",
            currency: "KRW",
            orderID: "20220519-0000029",
            partnerID: "demomall:1:acct7f3a",
            returnURL: "http://mall.test/return",
            returnNotificationURL: "http://mall.test/noty"
        )
        let (_, call) = try await sent { try await $0.openAsynchronous(checkout) }
        #expect(call?.url == "http://gateway.test/api/asynchronous-checkout/checkout")
        #expect(call?.body.contains("ctmoVjGci3vy2FsRdfl0kp9o410ldn0qyMdGuniVu94=") == true)
    }

    @Test func aPayloadCarriesTheCartAndItsHash() async throws {
        var first = CartItem(productNo: "10", variantCode: "P000000A", name: "tea", productPrice: "1000.90")
        first.optionPrice = "100"
        var second = CartItem(productNo: "11", variantCode: "P000000B", name: "cup", productPrice: "1000")
        second.optionPrice = "-200"
        let checkout = SandboxClient.ExternalCheckout(
            items: [first, second],
            mallID: "demomall",
            memberID: "mockbuyer",
            currency: "KRW",
            orderID: "20220513-0000079",
            returnNotificationURL: "http://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCheckoutNoty.php",
            returnURLBase: "http://demomall.cafe24shop.com",
            responseTime: "1652408433",
            clientID: "testClientId0000000001"
        )
        let (_, call) = try await sent { try await $0.openExternal(checkout) }
        let body = try SandboxJSON(parsing: call?.body ?? "")
        #expect(call?.url == "http://gateway.test/api/external-checkout/payload")
        #expect(body["hmac"] == "fBc5tqqzTrzY6OE0Eh0NllLyAQjjEqiutYwKsBydD94=")
        guard case .array(let items)? = body["order"] else { throw Missing() }
        #expect(items.map { $0["option_price"]?.text } == ["100", "-200"])
    }

    @Test func theHashForAReservationIsAskedForByQuery() async throws {
        let (_, call) = try await sent {
            try await $0.reservationHash(mallID: "demomall", requestTime: "1652408432", clientID: "c1", memberID: "a@b")
        }
        #expect(call?.method == "GET")
        let query = "mall_id=demomall&request_time=1652408432&client_key=c1&member_id=a%40b"
        #expect(call?.url == "http://gateway.test/api/external-checkout/script/hmac?" + query)
    }

    @Test(arguments: [
        ("12000", 12000, 0), ("9.00", 900, 2), ("0.05", 5, 2), ("0", 0, 0),
    ])
    func amountsComeBackAsTheyWereWritten(text: String, units: Int, scale: Int) {
        #expect(AmountText(text) == AmountText(units: units, scale: scale))
        #expect(AmountText(units: units, scale: scale).text == text)
    }

    @Test(arguments: ["", "-1", "1.", ".5", "1e3", "1,000", "1.2.3", "99999999999999999", " 1", "１２"])
    func whatIsNoAmountIsNotRead(text: String) {
        #expect(AmountText(text) == nil)
    }

    private func cancellation(_ flow: CancellationFlow) -> SandboxClient.Cancellation {
        SandboxClient.Cancellation(
            flow: flow,
            amount: "3065.00",
            cancelAmount: "1000.00",
            currency: "PHP",
            orderID: "20220519-0000029",
            partnerID: "demomall:1:acct7f3a",
            tid: "pg-order-001",
            notificationURL: flow == .asynchronous ? "http://mall.test/noty" : nil
        )
    }

    private func sent<Value>(
        _ call: (SandboxClient) async throws -> Value
    ) async throws -> (Value, SandboxClient.Call?) {
        let (calls, box) = AsyncStream.makeStream(of: SandboxClient.Call.self)
        let client = SandboxClient(gatewayURL: "http://gateway.test", serviceKey: "svc-test-key-0001") { call in
            box.yield(call)
            return SandboxClient.Reply(status: 200, body: #"{"result_code":"0000","result_message":"OK"}"#)
        }
        let value = try await call(client)
        box.finish()
        return (value, await calls.first { _ in true })
    }

    private struct Missing: Error {}
}
