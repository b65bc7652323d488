/// One line of the short history on an order page.
struct StepView {
    let label: String
    /// `done`, `failed` or `open`: a class of the style sheet.
    let mark: String

    static func all(of order: Order, in language: Language) -> [StepView] {
        let returned = order.messages.contains { $0.from == .buyer && $0.to == .mall && $0.method == "GET" }
        let opening = order.flow == .external ? [] : [StepView(label: paymentOpened(language), mark: opened(order))]
        let placed = StepView(label: (order.flow == .external ? reserved : placed)(language), mark: "done")
        let back = StepView(label: buyerBack(language), mark: returned ? "done" : "open")
        let confirmed = order.flow == .synchronous ? read : notified
        let confirmation = StepView(label: confirmed(language), mark: confirmation(order))
        return [placed] + opening + [back, confirmation] + cancellation(order, language)
    }

    private static func opened(_ order: Order) -> String {
        order.paymentURL != nil ? "done" : order.payment == .waiting ? "open" : "failed"
    }

    private static func confirmation(_ order: Order) -> String {
        if case .paid = order.payment { return "done" }
        let begun = order.flow == .external || order.paymentURL != nil
        return order.payment.isOpen || !begun ? "open" : "failed"
    }

    private static func cancellation(_ order: Order, _ language: Language) -> [StepView] {
        guard let last = order.cancellations.last else { return [] }
        let mark =
            switch last.status {
            case .asking, .accepted: "open"
            case .done: "done"
            case .refused, .unanswered, .suspicious: "failed"
            }
        return [StepView(label: moneyBack(language), mark: mark)]
    }

    private static let placed = Text(english: "Order placed", korean: "주문 접수")
    private static let reserved = Text(english: "Order reserved by the product page", korean: "상품 페이지에서 주문 예약")
    private static let paymentOpened = Text(english: "Payment opened by the gateway", korean: "게이트웨이가 결제를 엶")
    private static let buyerBack = Text(english: "Buyer back in the shop", korean: "구매자가 쇼핑몰로 돌아옴")
    private static let read = Text(english: "Payment read and verified", korean: "결제 조회 및 검증")
    private static let notified = Text(english: "Notification received and verified", korean: "결제 통보 수신 및 검증")
    private static let moneyBack = Text(english: "Cancellation confirmed", korean: "취소 확인")
}
