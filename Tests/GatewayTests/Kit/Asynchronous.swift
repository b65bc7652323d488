import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway
@testable import ProviderMock

extension SandboxClient.Checkout {
    /// An order of which Cafe24 is told by notification.
    static func told(
        at url: String = "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveNoty.php",
        order: String = "20261122-0000001",
        amount: String = "12000"
    ) -> SandboxClient.Checkout {
        var checkout = sample(order: order, amount: amount)
        checkout.returnNotificationURL = url
        return checkout
    }
}

/// An asynchronous payment at the mock, and what the mock says of it.
struct Told: Sendable {
    let payment: Payment
    let paymentURL: String

    /// A webhook's body as the mock writes it.
    func message(
        id: String = "evt_1",
        event: String = "payment",
        status: String = "paid",
        amount: Int = 12_000,
        reference: String? = nil
    ) -> String {
        let session = payment.references.first ?? ""
        return #"{"amount":\#(amount),"currency":"KRW","event":"\#(event)","id":"\#(id)","#
            + #""reference":"\#(reference ?? payment.key.text)","session":"\#(session)","status":"\#(status)"}"#
    }

    var webhook: String { "\(RouteTable.asynchronousWebhook)?key=\(payment.key.text)" }
}

extension Visitor {
    func openTold(_ fixture: GatewayFixture, _ checkout: SandboxClient.Checkout = .told()) async throws -> Told {
        let opened = try await cafe24().openAsynchronous(checkout)
        #expect(opened.resultCode == "0000")
        #expect(opened.paymentKey == nil)
        let payments = try await fixture.core.store.payments(orderNumber: checkout.orderID)
        return Told(payment: try #require(payments.first), paymentURL: try #require(opened.paymentURL))
    }

    /// Sends a webhook as the mock does, and waits until the gateway has done with it.
    @discardableResult
    func report(
        _ body: String,
        to address: String,
        _ fixture: GatewayFixture,
        key: String = "mock-secret-key"
    ) async throws -> TestResponse {
        let signature = WebhookSignature.sign(Array(body.utf8), with: Secret(key))
        let name = try #require(HTTPField.Name(WebhookSignature.header))
        let answer = try await post(
            address,
            form: body,
            headers: [name: signature, .contentType: "application/json"]
        )
        await fixture.core.undertakings.idle()
        return answer
    }
}

extension GatewayFixture {
    func notices() async throws -> [MallNotification] {
        try await core.store.notifications(state: nil, limit: 100).map(\.notification).reversed()
    }

    /// So many turns of the reconciler, a minute apart.
    func reconcile(turns: Int) async throws {
        for _ in 0..<turns {
            try await core.clock.sleep(for: .seconds(60))
            await core.reconciler.reconcile()
        }
    }
}
