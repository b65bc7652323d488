/// What the template `order` shows.
struct OrderView {
    let language: String
    let text: PageText
    let shopName: String
    /// While the order waits the page loads itself again every few seconds.
    let refreshes: Bool
    let id: String
    let state: String
    let title: String
    let detail: String
    let product: String
    let price: String
    /// Present only while there is still something to pay.
    let paymentURL: String?
    let steps: [StepView]
    let messages: [MessageView]

    init(_ order: Order, of shop: SandboxConfiguration, in language: Language) {
        self.language = language.rawValue
        text = PageText(language)
        shopName = shop.shopName
        refreshes = order.state == .waiting
        id = order.id
        state = order.state.name
        title = order.state.title(language)
        detail = order.state.detail(language)
        product = order.product.name(language)
        price = Price.written(order.amount, currency: order.currency, in: language)
        paymentURL = order.state == .waiting ? order.paymentURL : nil
        steps = StepView.all(of: order, in: language)
        messages = order.messages.enumerated().map { MessageView($1, number: $0 + 1, in: language) }
    }
}
