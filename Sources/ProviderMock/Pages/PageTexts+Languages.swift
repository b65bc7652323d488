import ProviderKit

extension PageTexts {
    static func of(_ language: Language) -> PageTexts {
        switch language {
        case .english: english
        case .korean: korean
        case .japanese: japanese
        case .chinese: chinese
        }
    }

    private static let english = PageTexts(
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
        back: "Back to the shop",
        webhooks: "Webhooks",
        delay: "Delay in milliseconds",
        copies: "Copies",
        order: "Order"
    )

    private static let korean = PageTexts(
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
        back: "쇼핑몰로 돌아가기",
        webhooks: "웹훅",
        delay: "지연 시간(밀리초)",
        copies: "사본 수",
        order: "순서"
    )

    private static let japanese = PageTexts(
        code: "ja",
        banner: "テスト：実際の支払いは行われません。",
        heading: "模擬決済",
        approve: "支払う",
        decline: "拒否されるカードで支払う",
        leave: "キャンセルして戻る",
        approveNoReturn: "支払うが、ショップに戻らない",
        approveSilently: "支払い、誰にも知らせない",
        deposit: "振込用の口座を発行する",
        payDeposit: "振り込む",
        bank: "口座番号",
        holder: "名義",
        back: "ショップに戻る",
        webhooks: "Webhook",
        delay: "遅延（ミリ秒）",
        copies: "送信回数",
        order: "順序"
    )

    private static let chinese = PageTexts(
        code: "zh",
        banner: "测试：不会发生真实扣款。",
        heading: "模拟付款",
        approve: "付款",
        decline: "用会被拒绝的卡付款",
        leave: "取消并返回",
        approveNoReturn: "付款，但不返回商店",
        approveSilently: "付款，且不通知任何人",
        deposit: "生成转账账户",
        payDeposit: "转账",
        bank: "账号",
        holder: "户名",
        back: "返回商店",
        webhooks: "Webhook",
        delay: "延迟（毫秒）",
        copies: "份数",
        order: "顺序"
    )
}
