extension OrderState {
    /// Two or three words, in big letters on the order page.
    var title: Text {
        switch self {
        case .waiting: Text(english: "Waiting for payment", korean: "결제 대기 중")
        case .awaitingNotification:
            Text(english: "Waiting for the notification", korean: "결제 통보 대기 중")
        case .awaitingDeposit: Text(english: "Waiting for the deposit", korean: "입금 대기 중")
        case .paid: Text(english: "Paid", korean: "결제 완료")
        case .notPaid: Text(english: "Not paid", korean: "결제되지 않음")
        case .declined: Text(english: "Declined", korean: "결제 거절됨")
        case .refused, .unreachable: Text(english: "Payment not started", korean: "결제를 시작하지 못함")
        case .unconfirmed: Text(english: "Not confirmed", korean: "결제 확인 안 됨")
        case .suspicious: Text(english: "Held for review", korean: "확인 필요")
        case .cancelling: Text(english: "Cancelling…", korean: "취소 처리 중…")
        case .partlyCancelled: Text(english: "Partly cancelled", korean: "부분 취소됨")
        case .cancelled: Text(english: "Cancelled", korean: "취소됨")
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
        case .awaitingNotification:
            Text(
                english: "You are back. The order counts as paid once the gateway has notified the mall.",
                korean: "쇼핑몰로 돌아왔습니다. 게이트웨이의 결제 통보를 받으면 결제가 완료됩니다."
            )
        case .awaitingDeposit:
            Text(
                english: "A virtual account was issued. The mall waits for the money to arrive there.",
                korean: "가상계좌가 발급되었습니다. 입금을 기다리고 있습니다."
            )
        case .paid(let tid):
            Text(
                english: "The gateway confirmed the payment, and its signature fits. Transaction \(tid).",
                korean: "게이트웨이가 결제를 확인했고 서명도 맞습니다. 거래번호 \(tid)."
            )
        case .notPaid(let message), .declined(let message):
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
        case .cancelling:
            Text(
                english: "The gateway was asked to give money back. Its answer or notification is still to come.",
                korean: "게이트웨이에 취소를 요청했습니다. 응답 또는 취소 통보를 기다리고 있습니다."
            )
        case .partlyCancelled:
            Text(english: "A part of the money went back to the buyer.", korean: "결제 금액의 일부가 환불되었습니다.")
        case .cancelled:
            Text(
                english: "All of it was cancelled. Nothing is left to pay back.",
                korean: "전액 취소되었습니다. 더 환불할 금액이 없습니다."
            )
        }
    }

    private static func quote(_ message: String, _ lead: String) -> String {
        message.isEmpty ? "" : " \(lead): “\(message)”"
    }
}
