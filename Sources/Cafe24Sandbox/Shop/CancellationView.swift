/// One line about money that went back, or did not.
struct CancellationView {
    let amount: String
    let status: String
    /// A class of the style sheet.
    let mark: String

    init(_ cancellation: OrderCancellation, currency: String, in language: Language) {
        amount = Price.written(cancellation.actualAmount.text, currency: currency, in: language)
        status = cancellation.detail(language)
        mark = cancellation.name
    }
}

extension OrderCancellation {
    /// What went back, or what was asked for as long as that is not known.
    var actualAmount: AmountText {
        if case .done(let actual) = status { actual } else { amount }
    }

    var detail: Text {
        switch status {
        case .asking: Text(english: "Asking the gateway", korean: "게이트웨이에 요청 중")
        case .accepted:
            Text(english: "Accepted, the notification is to come", korean: "접수됨, 취소 통보 대기 중")
        case .done: Text(english: "Cancelled", korean: "취소 완료")
        case .refused(let message):
            Text(
                english: "Refused" + (message.isEmpty ? "" : ": “\(message)”"),
                korean: "거절됨" + (message.isEmpty ? "" : ": “\(message)”")
            )
        case .unanswered:
            Text(
                english: "No usable answer. It may have been done; try again",
                korean: "응답을 확인할 수 없습니다. 처리되었을 수도 있으니 다시 시도해 주세요"
            )
        case .suspicious(let doubt): doubt.text
        }
    }
}
