import ProviderKit

/// What a buyer reads. Nobody is asked to pay again while the first payment may still succeed.
extension PaymentNews {
    var title: LocalizedText {
        switch self {
        case .awaitsTransfer:
            LocalizedText(
                "We are waiting for your transfer",
                ko: "입금을 기다리고 있습니다",
                ja: "ご入金をお待ちしています",
                zh: "正在等待您的汇款"
            )
        case .undecided:
            LocalizedText(
                "This payment is not confirmed yet",
                ko: "아직 결제가 확인되지 않았습니다",
                ja: "お支払いはまだ確認できていません",
                zh: "付款尚未确认"
            )
        case .countsAsUnpaid:
            LocalizedText(
                "This payment could not be confirmed in time",
                ko: "결제가 제때 확인되지 않았습니다",
                ja: "お支払いを時間内に確認できませんでした",
                zh: "未能及时确认付款"
            )
        case .replaced:
            LocalizedText(
                "Another payment has taken this one's place",
                ko: "다른 결제로 대체되었습니다",
                ja: "別のお支払いに切り替わりました",
                zh: "此付款已被另一笔付款取代"
            )
        case .declined:
            LocalizedText("The payment was declined", ko: "결제가 거절되었습니다", ja: "お支払いは承認されませんでした", zh: "付款被拒绝")
        case .paid:
            LocalizedText("This order is paid", ko: "결제가 완료된 주문입니다", ja: "このご注文はお支払い済みです", zh: "此订单已付款")
        case .givenBack:
            LocalizedText("This payment was cancelled", ko: "취소된 결제입니다", ja: "このお支払いは取り消されました", zh: "此付款已取消")
        case .closed:
            LocalizedText("This payment is closed", ko: "종료된 결제입니다", ja: "このお支払いは終了しています", zh: "此付款已结束")
        }
    }

    var advice: LocalizedText {
        switch self {
        case .awaitsTransfer:
            LocalizedText(
                "Your order is placed. It is paid as soon as your transfer arrives; there is no need to pay here again.",
                ko: "주문이 접수되었습니다. 입금이 확인되면 결제가 완료되며, 여기서 다시 결제하실 필요가 없습니다.",
                ja: "ご注文は承りました。ご入金が確認され次第、お支払いは完了します。ここで再度お支払いいただく必要はありません。",
                zh: "订单已提交。汇款到账后付款即完成，无需在此重复付款。"
            )
        case .undecided:
            LocalizedText(
                "We are waiting for the payment company's answer. Please do not pay again; the shop shows how it ended.",
                ko: "결제사의 응답을 기다리고 있습니다. 다시 결제하지 마시고 쇼핑몰에서 결과를 확인해 주세요.",
                ja: "決済会社からの回答を待っています。もう一度お支払いにならず、ショップで結果をご確認ください。",
                zh: "我们正在等待支付公司的答复。请勿重复付款，可在商店查看结果。"
            )
        case .countsAsUnpaid:
            LocalizedText(
                "The shop counts it as not paid. If you were charged for it, we give the amount back.",
                ko: "쇼핑몰에는 미결제로 처리되었습니다. 결제된 금액이 있다면 환불해 드립니다.",
                ja: "ショップでは未払いとして扱われています。請求されていた場合は返金いたします。",
                zh: "商店已按未付款处理。如已扣款，我们会退回该金额。"
            )
        case .replaced:
            LocalizedText(
                "Please go back to the shop and pay there. If you were charged for this one, we give the amount back.",
                ko: "쇼핑몰로 돌아가 결제해 주세요. 이 결제로 청구된 금액이 있다면 환불해 드립니다.",
                ja: "ショップに戻ってお支払いください。こちらで請求されていた場合は返金いたします。",
                zh: "请返回商店付款。如此付款已扣款，我们会退回该金额。"
            )
        case .declined:
            LocalizedText(
                "Nothing was charged. Please go back to the shop and choose another way to pay.",
                ko: "결제된 금액은 없습니다. 쇼핑몰로 돌아가 다른 결제 수단을 선택해 주세요.",
                ja: "請求はされていません。ショップに戻り、別のお支払い方法をお選びください。",
                zh: "未产生任何扣款。请返回商店选择其他付款方式。"
            )
        case .paid:
            LocalizedText(
                "Thank you. There is nothing left to pay; the shop shows your order.",
                ko: "감사합니다. 더 결제하실 금액이 없으며, 주문 내역은 쇼핑몰에서 확인하실 수 있습니다.",
                ja: "ありがとうございます。これ以上のお支払いはありません。ご注文内容はショップでご確認ください。",
                zh: "谢谢，无需再付款。可在商店查看您的订单。"
            )
        case .givenBack:
            LocalizedText(
                "The amount was given back. Your order in the shop has the details.",
                ko: "결제 금액이 환불되었습니다. 자세한 내용은 쇼핑몰의 주문 내역에서 확인해 주세요.",
                ja: "お支払い金額は返金されました。詳しくはショップのご注文内容をご確認ください。",
                zh: "款项已退回。详情请查看商店订单。"
            )
        case .closed:
            LocalizedText(
                "Please go back to the shop and look at your order; if it is not paid, start the payment there again.",
                ko: "쇼핑몰로 돌아가 주문 내역을 확인해 주세요. 결제되지 않았다면 다시 결제를 시작할 수 있습니다.",
                ja: "ショップに戻り、ご注文をご確認ください。未払いの場合は、そこからもう一度お支払いを始めてください。",
                zh: "请返回商店查看订单；如未付款，请在那里重新开始付款。"
            )
        }
    }
}
