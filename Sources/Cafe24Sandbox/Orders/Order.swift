import Foundation

/// One order of the mall: what was bought, where its payment stands, and every message about it.
struct Order: Sendable {
    let id: String
    let flow: PurchaseFlow
    let product: Product
    /// The text sent to the gateway, which must come back letter for letter.
    let amount: String
    let currency: String
    let partnerID: String
    /// Cafe24's own notes, which the gateway has to hand back unchanged.
    let extraData: SandboxJSON
    let placedAt: Date
    /// Where the buyer was sent to pay.
    var paymentURL: String?
    private(set) var state: OrderState = .waiting
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

    /// Moves the order on. What is paid stays paid: buyers reload pages, and could forge a return.
    mutating func settle(_ new: OrderState) {
        if case .paid = state { return }
        state = new
    }
}
