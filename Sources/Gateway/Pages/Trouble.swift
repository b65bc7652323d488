import ProviderKit

/// What a person may run into on a page of the gateway.
enum Trouble: CaseIterable, Sendable {
    /// The address lacks its key, or the key has not its form.
    case badAddress
    /// No payment has this key.
    case unknownPayment
    /// The order is paid already, or its time is over.
    case closedPayment
    /// The shop or the PG will not have this order paid in this way, or not now.
    case unpayableOrder
    /// Nothing is at this address.
    case noSuchPage
    /// The gateway cannot answer now.
    case unavailable

    var title: LocalizedText {
        switch self {
        case .badAddress:
            LocalizedText(
                "This address is incomplete",
                ko: "주소가 올바르지 않습니다",
                ja: "アドレスが正しくありません",
                zh: "地址不完整"
            )
        case .unknownPayment:
            LocalizedText(
                "We do not know this payment",
                ko: "결제 정보를 찾을 수 없습니다",
                ja: "お支払い情報が見つかりません",
                zh: "找不到这笔付款"
            )
        case .closedPayment:
            LocalizedText(
                "This payment is closed",
                ko: "종료된 결제입니다",
                ja: "このお支払いは終了しています",
                zh: "此付款已结束"
            )
        case .unpayableOrder:
            LocalizedText(
                "This order cannot be paid right now",
                ko: "지금은 이 주문을 결제할 수 없습니다",
                ja: "このご注文はただいまお支払いできません",
                zh: "此订单暂时无法付款"
            )
        case .noSuchPage:
            LocalizedText("There is no such page", ko: "페이지를 찾을 수 없습니다", ja: "ページが見つかりません", zh: "找不到页面")
        case .unavailable:
            LocalizedText(
                "We cannot answer right now",
                ko: "지금은 응답할 수 없습니다",
                ja: "ただいま応答できません",
                zh: "暂时无法响应"
            )
        }
    }

    var advice: LocalizedText {
        switch self {
        case .badAddress, .unknownPayment, .noSuchPage:
            LocalizedText(
                "Please go back to the shop and start the payment from your order again.",
                ko: "쇼핑몰로 돌아가 주문서에서 결제를 다시 시작해 주세요.",
                ja: "ショップに戻り、ご注文画面からもう一度お支払いを始めてください。",
                zh: "请返回商店，从订单重新开始付款。"
            )
        case .closedPayment:
            LocalizedText(
                "Please go back to the shop and look at your order; if it is not paid, start the payment there again.",
                ko: "쇼핑몰로 돌아가 주문 내역을 확인해 주세요. 결제되지 않았다면 다시 결제를 시작할 수 있습니다.",
                ja: "ショップに戻り、ご注文をご確認ください。未払いの場合は、そこからもう一度お支払いを始めてください。",
                zh: "请返回商店查看订单；如未付款，请在那里重新开始付款。"
            )
        case .unpayableOrder:
            LocalizedText(
                "Nothing was charged by this page. Try again in a minute, or go back to the shop and check your order.",
                ko: "이 페이지에서 결제된 금액은 없습니다. 잠시 후 다시 시도하거나 쇼핑몰로 돌아가 주문을 확인해 주세요.",
                ja: "このページでの請求はありません。しばらくしてからもう一度お試しいただくか、ショップに戻ってご注文をご確認ください。",
                zh: "此页面未产生任何扣款。请稍后再试，或返回商店查看订单。"
            )
        case .unavailable:
            LocalizedText(
                "Nothing was charged by this page. Please try again in a minute.",
                ko: "이 페이지에서 결제된 금액은 없습니다. 잠시 후 다시 시도해 주세요.",
                ja: "このページでの請求はありません。しばらくしてからもう一度お試しください。",
                zh: "此页面未产生任何扣款，请稍后再试。"
            )
        }
    }
}
