import ProviderKit

/// What a buyer reads in the shop who comes back without having paid.
///
/// The PG's own words are for the operator: they may name what a shop must not show.
enum ReturnWords {
    static func failure(of payment: Payment) -> LocalizedText {
        switch payment.state {
        case .declined:
            LocalizedText("the payment was declined", ko: "결제가 거절되었습니다", ja: "お支払いは承認されませんでした", zh: "付款被拒绝")
        case .abandoned:
            LocalizedText("the payment was cancelled", ko: "결제가 취소되었습니다", ja: "お支払いは取り消されました", zh: "付款已取消")
        case .expired:
            LocalizedText(
                "the payment took too long",
                ko: "결제 시간이 초과되었습니다",
                ja: "お支払いの有効時間が過ぎました",
                zh: "付款超时"
            )
        default:
            LocalizedText(
                "the payment was not completed",
                ko: "결제가 완료되지 않았습니다",
                ja: "お支払いは完了していません",
                zh: "付款未完成"
            )
        }
    }
}
