/// One line of the short history on an order page.
struct StepView {
    let label: String
    /// `done`, `failed` or `open`: a class of the style sheet.
    let mark: String

    static func all(of order: Order, in language: Language) -> [StepView] {
        let opened = order.paymentURL != nil
        let returned = order.messages.contains { $0.from == .buyer && $0.to == .mall }
        return [
            StepView(label: placed(language), mark: "done"),
            StepView(label: paymentOpened(language), mark: opened ? "done" : isWaiting(order) ? "open" : "failed"),
            StepView(label: buyerBack(language), mark: returned ? "done" : "open"),
            StepView(label: confirmed(language), mark: confirmation(order, opened: opened)),
        ]
    }

    private static func confirmation(_ order: Order, opened: Bool) -> String {
        if case .paid = order.state { return "done" }
        return isWaiting(order) || !opened ? "open" : "failed"
    }

    private static func isWaiting(_ order: Order) -> Bool { order.state == .waiting }

    private static let placed = Text(english: "Order placed", korean: "주문 접수")
    private static let paymentOpened = Text(english: "Payment opened by the gateway", korean: "게이트웨이가 결제를 엶")
    private static let buyerBack = Text(english: "Buyer back in the shop", korean: "구매자가 쇼핑몰로 돌아옴")
    private static let confirmed = Text(english: "Payment read and verified", korean: "결제 조회 및 검증")
}
