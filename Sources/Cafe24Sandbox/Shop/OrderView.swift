/// What the template `order` shows.
struct OrderView {
    let language: String
    let text: PageText
    let shopName: String
    /// Stands before the shop's name in the window's title.
    let heading: String
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
    /// What is left after cancellations; present only where there were any.
    let remaining: String?
    let cancellations: [CancellationView]
    let canCancelAll: Bool
    /// The amount that "Cancel part" asks for; absent where that would be all there is.
    let part: String?
    let steps: [StepView]
    let messages: [MessageView]

    init(_ order: Order, of shop: SandboxConfiguration, in language: Language) {
        self.language = language.rawValue
        text = PageText(language)
        shopName = shop.shopName
        heading = "\(text.order) \(order.id)"
        refreshes = order.state.isOpen
        id = order.id
        state = order.state.name
        title = order.state.title(language)
        detail = order.state.detail(language)
        product = order.product.name(language)
        price = Price.written(order.amount, currency: order.currency, in: language)
        paymentURL = order.state.canBePaid ? order.paymentURL : nil
        func written(_ amount: AmountText) -> String {
            Price.written(amount.text, currency: order.currency, in: language)
        }
        remaining = order.cancellations.isEmpty ? nil : written(order.remaining)
        cancellations = order.cancellations.map { CancellationView($0, currency: order.currency, in: language) }
        canCancelAll = order.cancellable(.all) != nil
        part = order.cancellable(.part).flatMap { $0.equals(order.remaining) ? nil : written($0) }
        steps = StepView.all(of: order, in: language)
        messages = order.messages.enumerated().map { MessageView($1, number: $0 + 1, in: language) }
    }
}
