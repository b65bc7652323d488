import ProviderKit

/// The words of the payment page.
struct PageTexts: Sendable {
    let code: String
    let banner: String
    let heading: String
    let approve: String
    let decline: String
    let leave: String
    let approveNoReturn: String
    let approveSilently: String
    let deposit: String
    let payDeposit: String
    let bank: String
    let holder: String
    let back: String

    static func of(_ language: Language) -> PageTexts { language == .korean ? .korean : .english }

    func name(of outcome: BuyerOutcome) -> String {
        switch outcome {
        case .approve: approve
        case .decline: decline
        case .leave: leave
        case .approveNoReturn: approveNoReturn
        case .approveSilently: approveSilently
        case .deposit: deposit
        }
    }

    static let english = PageTexts(
        code: "en",
        banner: "Test: no money moves.",
        heading: "Mock payment",
        approve: "Pay",
        decline: "Pay with a card that is declined",
        leave: "Cancel and go back",
        approveNoReturn: "Pay, but do not go back to the shop",
        approveSilently: "Pay, and tell nobody",
        deposit: "Get a virtual account",
        payDeposit: "Transfer the amount",
        bank: "Account",
        holder: "Holder",
        back: "Back to the shop"
    )

    static let korean = PageTexts(
        code: "ko",
        banner: "테스트: 실제로 결제되지 않습니다.",
        heading: "모의 결제",
        approve: "결제하기",
        decline: "거절되는 카드로 결제하기",
        leave: "취소하고 돌아가기",
        approveNoReturn: "결제하고 쇼핑몰로 돌아가지 않기",
        approveSilently: "결제하고 아무에게도 알리지 않기",
        deposit: "가상계좌 발급받기",
        payDeposit: "입금하기",
        bank: "계좌번호",
        holder: "예금주",
        back: "쇼핑몰로 돌아가기"
    )
}
