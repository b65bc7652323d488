extension OrderState {
    /// Two or three words, in big letters on the order page.
    var title: Text {
        switch self {
        case .waiting: Text(english: "Waiting for payment", korean: "결제 대기 중")
        case .paid: Text(english: "Paid", korean: "결제 완료")
        case .notPaid: Text(english: "Not paid", korean: "결제되지 않음")
        case .refused, .unreachable: Text(english: "Payment not started", korean: "결제를 시작하지 못함")
        case .unconfirmed: Text(english: "Not confirmed", korean: "결제 확인 안 됨")
        case .suspicious: Text(english: "Held for review", korean: "확인 필요")
        }
    }

    /// What that means for the buyer, and why.
    var detail: Text {
        switch self {
        case .waiting:
            Text(
                english: "The mall waits for you to finish on the payment page.",
                korean: "결제 페이지에서 결제를 마치기를 기다리고 있습니다."
            )
        case .paid(let tid):
            Text(
                english: "The gateway confirmed the payment, and its signature fits. Transaction \(tid).",
                korean: "게이트웨이가 결제를 확인했고 서명도 맞습니다. 거래번호 \(tid)."
            )
        case .notPaid(let message):
            Text(
                english: "No money was taken." + Self.quote(message, "The gateway says"),
                korean: "결제된 금액이 없습니다." + Self.quote(message, "게이트웨이 응답")
            )
        case .refused(let message):
            Text(
                english: "The gateway did not open a payment, and no money was taken." + Self.quote(message, "It says"),
                korean: "게이트웨이가 결제를 열지 않았으며 결제된 금액이 없습니다." + Self.quote(message, "응답")
            )
        case .unreachable:
            Text(
                english: "The payment gateway can't be reached. No money was taken. Please try again in a moment.",
                korean: "결제 게이트웨이에 연결할 수 없습니다. 결제된 금액이 없습니다. 잠시 후 다시 시도해 주세요."
            )
        case .unconfirmed:
            Text(
                english: "You are back, but the mall could not read the payment. It may have gone through.",
                korean: "쇼핑몰로 돌아왔지만 결제를 조회하지 못했습니다. 결제가 되었을 수도 있습니다."
            )
        case .suspicious(let doubt):
            doubt.text
        }
    }

    private static func quote(_ message: String, _ lead: String) -> String {
        message.isEmpty ? "" : " \(lead): “\(message)”"
    }
}
