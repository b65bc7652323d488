import Foundation

/// One order of the mall: what was bought, where its payment stands, and every message about it.
struct Order: Sendable {
    let id: String
    let flow: PurchaseFlow
    let product: Product
    /// The text sent to the gateway, which must come back letter for letter. Of an external order: what was paid, or
    /// the price of the product as long as nothing was.
    private(set) var amount: String
    let currency: String
    let partnerID: String
    /// Cafe24's own notes, which the gateway has to hand back unchanged. External orders have none.
    let extraData: SandboxJSON
    let placedAt: Date
    /// Where the buyer was sent to pay.
    var paymentURL: String?
    /// Where the payment stands, whatever was given back of it since.
    private(set) var payment: OrderState = .waiting
    var cancellations: [OrderCancellation] = []
    var messages: [Message] = []

    init(
        id: String,
        flow: PurchaseFlow,
        product: Product,
        currency: String,
        partnerID: String,
        extraData: SandboxJSON,
        placedAt: Date
    ) {
        self.id = id
        self.flow = flow
        self.product = product
        self.amount = product.price(in: currency)
        self.currency = currency
        self.partnerID = partnerID
        self.extraData = extraData
        self.placedAt = placedAt
    }

    /// The payment and what was given back of it, in one word.
    var state: OrderState {
        if cancellations.contains(where: \.isOpen) { return .cancelling }
        let doubts = cancellations.compactMap { if case .suspicious(let doubt) = $0.status { doubt } else { nil } }
        if let doubt = doubts.last { return .suspicious(doubt) }
        guard cancellations.contains(where: { $0.name == "done" }) else { return payment }
        return remaining.units == 0 ? .cancelled : .partlyCancelled
    }

    /// Moves the payment on. What is paid stays paid: buyers reload pages, and could forge a return.
    mutating func settle(_ new: OrderState) {
        if case .paid = payment { return }
        payment = new
    }

    /// Takes the word of a browser for what it is: good until a signed report says otherwise.
    mutating func buyerArrives(_ new: OrderState) {
        switch payment {
        case .paid, .awaitingDeposit, .suspicious: return
        default: payment = new
        }
    }

    /// Notes what an external payment came to, shipping and all.
    mutating func charge(_ paid: String) {
        guard flow == .external, payment.tid == nil else { return }
        amount = paid
    }
}
