/// One exchange on an order page.
struct MessageView {
    let number: Int
    let from: String
    let to: String
    let method: String
    let target: String
    let request: String?
    let status: String
    /// `good`, `bad` or nothing: a class of the style sheet.
    let statusMark: String
    let answer: String?
    let remarks: [String]

    init(_ message: Message, number: Int, in language: Language) {
        self.number = number
        from = message.from.name(language)
        to = message.to.name(language)
        method = message.method
        target = message.target
        request = message.request.isEmpty ? nil : message.request
        remarks = message.remarks.map { $0(language) }
        switch message.answer {
        case .received(let code, let body):
            (status, statusMark, answer) = ("\(code)", code < 400 ? "good" : "bad", body.isEmpty ? nil : body)
        case .pending:
            (status, statusMark, answer) = (Self.pending(language), "", nil)
        case .missing:
            (status, statusMark, answer) = (Self.missing(language), "bad", nil)
        case .unseen:
            (status, statusMark, answer) = (Self.unseen(language), "", nil)
        }
    }

    private static let pending = Text(english: "Waiting for the answer…", korean: "응답을 기다리는 중…")
    private static let missing = Text(english: "No answer", korean: "응답 없음")
    private static let unseen = Text(english: "The mall does not see this answer", korean: "쇼핑몰에서는 이 응답을 볼 수 없습니다")
}

extension Message.Party {
    var name: Text {
        switch self {
        case .buyer: Text(english: "Browser", korean: "브라우저")
        case .mall: Text(english: "Mall", korean: "쇼핑몰")
        case .adminAPI: Text(english: "Admin API", korean: "관리자 API")
        case .gateway: Text(english: "Gateway", korean: "게이트웨이")
        case .paymentPage: Text(english: "Payment page", korean: "결제 페이지")
        }
    }
}
