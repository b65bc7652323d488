import Testing

@testable import Cafe24Sandbox

struct NotificationTests {
    /// Opens an order, never goes to pay, and sends a notification written by `write`.
    private func notify(
        _ lies: FakeGateway.Lies = FakeGateway.Lies(),
        _ write: @escaping @Sendable (SandboxJSON) -> (contentType: String, body: String)
    ) async throws -> (answer: Visit.Page, order: OrderRecord)? {
        let gateway = FakeGateway(lies)
        return try await visiting(gateway) { visit in
            _ = try await visit.post("/orders", "product=tea&flow=asynchronous")
            let (type, body) = write(gateway.report())
            let answer = try await visit.post(MallPath.notified, body, type: type)
            let id = gateway.received["order_id"]?.text ?? ""
            return (answer, try await visit.record("/orders/\(id)"))
        }
    }

    @Test(arguments: SandboxClient.Encoding.allCases.filter { $0 != .multipart })
    func aPaidNotificationIsTakenInEveryEncoding(encoding: SandboxClient.Encoding) async throws {
        let (answer, order) = try #require(
            try await notify { report in
                guard case .object(let members) = report else { return ("", "") }
                return encoding.write(members)
            }
        )
        #expect(answer.status == 200)
        #expect(answer.body == #"{"result":"OK"}"#)
        #expect(order.state == "paid")
        #expect(order.messages.last?.from == "Gateway")
    }

    @Test func anUnsignedNotificationIsRefused() async throws {
        let lies = FakeGateway.Lies(afterSigning: [SandboxJSON.Member(name: "hash_data", value: "wrong")])
        let (answer, order) = try #require(try await notify(lies) { ("application/json", $0.compact) })
        #expect(answer.status == 400)
        #expect(answer.body == #"{"result":"FAIL"}"#)
        #expect(order.state == "suspicious")
    }

    @Test func aNotificationAboutNoOrderOfOursIsNotFound() async throws {
        let (answer, order) = try #require(try await notify { _ in ("application/json", #"{"order_id":"1"}"#) })
        #expect(answer.status == 404)
        #expect(order.state == "waiting")
    }
}
