import Cafe24Sandbox
import Foundation
import Gateway
import Logging
import ProviderConformance
import ProviderKit
import Testing

/// One order of the mall on its way through the house.
struct Purchase: Sendable {
    /// The order as the mall shows it to scripts.
    struct Record: Decodable {
        struct Return: Decodable {
            let status: String
            let amount: String
        }

        let id: String
        let state: String
        let detail: String
        let tid: String?
        let amount: String
        let cancellations: [Return]
    }

    let house: FlowHouse
    let id: String
    let paymentURL: String

    /// Clicks on "Buy".
    static func begin(in house: FlowHouse, _ flow: PurchaseFlow) async throws -> Purchase {
        let answer = try await house.post("\(house.setup.mallURL)/orders", form: "product=tea&flow=\(flow.rawValue)")
        let orders = try await house.get("\(house.setup.mallURL)/orders.json")
        let records = try JSONDecoder().decode([Record].self, from: Data(orders.text.utf8))
        let record = try #require(records.first)
        let url = try #require(answer.location)
        #expect(record.state == "waiting", "\(record.detail)")
        return Purchase(house: house, id: record.id, paymentURL: url)
    }

    /// What the mall believes.
    func record() async throws -> Record {
        let page = try await house.get("\(house.setup.mallURL)/orders/\(id).json")
        return try JSONDecoder().decode(Record.self, from: Data(page.text.utf8))
    }

    /// What the gateway knows.
    func payment() async throws -> Payment {
        try await atDesk { desk in try #require(try await desk.find(id).first) }
    }

    /// What the gateway has told the mall by itself, or is about to, the oldest first.
    func notifications() async throws -> [MallNotification] {
        let payment = try await payment()
        return try await atDesk { desk in try await desk.details(of: payment).notifications.map(\.notification) }
    }

    /// How often the gateway has asked the PG because of a message from it.
    func messagesHeard() async throws -> Int {
        let payment = try await payment()
        return try await atDesk { desk in
            try await desk.details(of: payment).story.events.count { event in
                event.kind == .claimed && event.facts["evidence"] == "notified"
            }
        }
    }

    private func atDesk<Value: Sendable>(_ work: (OperatorDesk) async throws -> Value) async throws -> Value {
        try await OperatorDesk.open(
            house.configuration,
            modules: [house.setup.company.module],
            logger: Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() },
            work
        )
    }

    /// What the payment company did.
    func books() async throws -> FakeBooks { await house.fake.books(of: try await payment().key) }

    /// The buyer acts where the payment URL leads, and comes back if at all.
    func buyer(_ deed: BuyerDeed) async throws -> BuyerReturn? {
        let payment = try await payment()
        let action = try #require(payment.action)
        if case .redirect(let address) = action {
            #expect(paymentURL.hasPrefix(address))
        } else {
            let page = try await house.get(paymentURL)
            // A page, or a redirect chosen by the device.
            #expect([200, 302, 303].contains(page.status) && paymentURL.contains("/pay/\(payment.key.text)"))
        }
        let session = CheckoutSession(
            action,
            references: payment.references,
            expires: payment.expires,
            state: payment.moduleState
        )
        return try await house.fake.buyer(deed, at: session, of: order(payment))
    }

    /// Follows the buyer's browser over the gateway to the mall.
    ///
    /// - Returns: Where the gateway sent it.
    @discardableResult
    func comesBack(_ back: BuyerReturn) async throws -> String {
        let atGateway = try await house.bring(back.message)
        #expect(atGateway.status == 303 || atGateway.status == 302, "\(atGateway.text)")
        let location = try #require(atGateway.location)
        if location.hasPrefix(house.setup.mallURL) { try await house.get(location) }
        return location
    }

    /// Brings everything that the PG has sent since; each must be acknowledged in the PG's words.
    ///
    /// - Returns: How many messages those were, copies not counted.
    @discardableResult
    func deliverWebhooks(copies: Int = 1) async throws -> Int {
        let rules = house.setup.company.manifest.webhooks
        let webhooks = await house.fake.webhooks()
        for webhook in webhooks {
            for _ in 0..<copies {
                let answer = try await house.bring(webhook, to: try consoleAddress(for: webhook))
                #expect(answer.status == rules?.status && answer.text == rules?.body, "\(answer.text)")
            }
        }
        return webhooks.count
    }

    /// The address that was typed into the PG's console, where the PG takes none for each payment.
    private func consoleAddress(for webhook: InboundMessage) throws -> String? {
        guard !webhook.query.contains("key=") else { return nil }
        let text = WebhookAddresses(house.configuration, modules: [house.setup.company.module])
            .text(for: FlowSetup.mallID)
        let address = try #require(text?.split(separator: " ").last)
        return String(address.dropFirst(house.setup.gatewayURL.count))
    }

    /// The order as the module was asked, as far as a buyer's browser comes to know it.
    private func order(_ payment: Payment) -> CheckoutOrder {
        let api = "\(house.setup.gatewayURL)/api/\(payment.flow.rawValue)-checkout/checkout"
        let callback = "\(api)/callback?key=\(payment.key.text)"
        return CheckoutOrder(
            key: payment.key,
            amount: payment.amount,
            amountText: payment.amountText,
            title: "",
            urls: CheckoutURLs(
                success: callback,
                cancel: "\(callback)&door=cancel",
                failure: "\(callback)&door=failure",
                notification:
                    "\(house.setup.gatewayURL)/api/asynchronous-checkout/checkout/webhook?key=\(payment.key.text)",
                close: "\(callback)&door=cancel"
            ),
            allowsDelayed: true,
            expires: payment.expires,
            operation: OperationID(from: SystemRandomSource())
        )
    }

    /// Clicks on "Cancel all" or "Cancel part".
    func cancel(_ extent: String) async throws {
        _ = try await house.post("\(house.setup.mallURL)/orders/\(id)/cancellations", form: "extent=\(extent)")
    }
}
