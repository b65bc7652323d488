import ProviderKit

extension PageNote {
    func text(_ language: Language) -> String {
        let texts =
            switch self {
            case .priceToCome:
                LocalizedText(
                    "This is the price of the goods. The shop adds shipping and discounts and shows you the total "
                        + "before you are charged.",
                    ko: "상품 금액입니다. 결제되기 전에 쇼핑몰에서 배송비와 할인을 반영한 총액을 보여 드립니다.",
                    ja: "商品の金額です。お支払いの前に、送料と割引を反映した合計をショップが表示します。",
                    zh: "这是商品金额。扣款前，商店会显示加入运费和优惠后的总额。"
                )
            case .approved:
                LocalizedText(
                    "You have approved this payment. The shop completes it.",
                    ko: "결제를 승인하셨습니다. 쇼핑몰에서 결제를 완료합니다.",
                    ja: "お支払いを承認しました。ショップがお支払いを完了します。",
                    zh: "您已同意付款。商店将完成此付款。"
                )
            case .declined:
                LocalizedText(
                    "The last card was declined. You can try again.",
                    ko: "카드가 거절되었습니다. 다시 시도하실 수 있습니다.",
                    ja: "カードが拒否されました。もう一度お試しいただけます。",
                    zh: "银行卡被拒绝。您可以重试。"
                )
            case .left:
                LocalizedText(
                    "You left this payment. You can still pay.",
                    ko: "결제를 중단하셨습니다. 계속 결제하실 수 있습니다.",
                    ja: "お支払いを中断しました。引き続きお支払いいただけます。",
                    zh: "您中断了付款。您仍可继续付款。"
                )
            case .depositImpossible:
                LocalizedText(
                    "This order cannot wait for a transfer. Please pay in another way.",
                    ko: "이 주문은 계좌이체로 결제할 수 없습니다. 다른 방법을 선택해 주세요.",
                    ja: "このご注文は振込をお待ちできません。別の方法でお支払いください。",
                    zh: "此订单不能等待转账。请选择其他付款方式。"
                )
            case .depositDue:
                LocalizedText(
                    "Please transfer the amount to this account.",
                    ko: "아래 계좌로 입금해 주세요.",
                    ja: "下記の口座にお振り込みください。",
                    zh: "请将款项转入以下账户。"
                )
            case .depositIssued:
                LocalizedText(
                    "This is not possible any more: an account was issued. Please transfer the amount to it.",
                    ko: "가상계좌가 발급되어 다른 방법을 선택할 수 없습니다. 아래 계좌로 입금해 주세요.",
                    ja: "口座が発行されたため、ほかの方法は選べません。下記の口座にお振り込みください。",
                    zh: "账户已生成，不能再选择其他方式。请将款项转入以下账户。"
                )
            case .noDeposit:
                LocalizedText(
                    "No account was issued for this payment.",
                    ko: "이 결제에는 발급된 가상계좌가 없습니다.",
                    ja: "このお支払いには口座が発行されていません。",
                    zh: "此付款尚未生成账户。"
                )
            case .paid:
                LocalizedText(
                    "This payment is paid.",
                    ko: "결제가 완료되었습니다.",
                    ja: "お支払いが完了しました。",
                    zh: "付款已完成。"
                )
            case .closed:
                LocalizedText(
                    "This payment was closed. Nothing was paid.",
                    ko: "결제가 닫혔습니다. 결제되지 않았습니다.",
                    ja: "このお支払いは終了しました。支払いは行われていません。",
                    zh: "此付款已关闭。未扣款。"
                )
            case .expired:
                LocalizedText(
                    "The time for this payment is over. Nothing was paid.",
                    ko: "결제 시간이 지났습니다. 결제되지 않았습니다.",
                    ja: "お支払いの期限が過ぎました。支払いは行われていません。",
                    zh: "付款时间已过。未扣款。"
                )
            case .missing:
                LocalizedText(
                    "There is no such payment.",
                    ko: "결제를 찾을 수 없습니다.",
                    ja: "このお支払いは見つかりません。",
                    zh: "找不到此付款。"
                )
            case .badOutcome:
                LocalizedText(
                    "Please choose one of the buttons.",
                    ko: "버튼 중 하나를 선택해 주세요.",
                    ja: "ボタンを一つ選んでください。",
                    zh: "请选择其中一个按钮。"
                )
            case .badWebhooks:
                LocalizedText(
                    "A field of the webhooks has a value that makes no sense.",
                    ko: "웹훅 항목의 값이 올바르지 않습니다.",
                    ja: "Webhookの項目の値が正しくありません。",
                    zh: "Webhook字段的值不正确。"
                )
            }
        return texts[language]
    }
}
