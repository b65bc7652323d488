extension Doubt {
    var text: Text {
        switch self {
        case .extraDataChanged:
            Text(
                english: "extra_data did not come back as the mall sent it.",
                korean: "extra_data가 보낸 그대로 돌아오지 않았습니다."
            )
        case .wrongHash:
            Text(
                english: "The signature (hash_data) of the answer is wrong or missing.",
                korean: "응답의 서명(hash_data)이 없거나 맞지 않습니다."
            )
        case .differs(let field, let expected, let given):
            Text(
                english: "The answer is about something else: \(field) is “\(given)” instead of “\(expected)”.",
                korean: "응답이 주문과 다릅니다. \(field): “\(given)” (기대값 “\(expected)”)"
            )
        case .missing(let field):
            Text(english: "The answer has no \(field).", korean: "응답에 \(field) 값이 없습니다.")
        case .unexpected(let field, let given):
            Text(
                english: "The answer has a \(field) that does not exist: “\(given)”.",
                korean: "응답의 \(field) 값 “\(given)”은(는) 규격에 없습니다."
            )
        case .contradiction(let code, let paid):
            Text(
                english: "The answer contradicts itself: result_code “\(code)”, but “\(paid)”.",
                korean: "응답이 서로 모순됩니다. result_code “\(code)”, “\(paid)”"
            )
        }
    }
}
