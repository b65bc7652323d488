import ProviderKit

/// The words of the review page.
struct ReviewWords {
    let all: [String: String]

    init(_ language: Language) {
        all = Self.texts.mapValues { $0[language] }
    }

    private static let texts: [String: LocalizedText] = [
        "title": LocalizedText("Review your order", ko: "주문 확인", ja: "ご注文の確認", zh: "确认订单"),
        "address": LocalizedText("Delivery address", ko: "배송지", ja: "お届け先", zh: "收货地址"),
        "enterAddress": LocalizedText(
            "Enter the delivery address",
            ko: "배송지 입력",
            ja: "お届け先を入力",
            zh: "填写收货地址"
        ),
        "name": LocalizedText("Name", ko: "받는 분", ja: "お名前", zh: "收货人"),
        "phone": LocalizedText("Phone", ko: "연락처", ja: "電話番号", zh: "电话"),
        "country": LocalizedText(
            "Country (two letters, such as US)",
            ko: "국가 (영문 두 글자, 예: KR)",
            ja: "国（英字2文字、例: JP）",
            zh: "国家（两个字母，例如 CN）"
        ),
        "postal": LocalizedText("Postal code", ko: "우편번호", ja: "郵便番号", zh: "邮政编码"),
        "state": LocalizedText("State or province", ko: "시·도", ja: "都道府県", zh: "省／自治区／直辖市"),
        "city": LocalizedText("City", ko: "시·군·구", ja: "市区町村", zh: "城市"),
        "first": LocalizedText("Address", ko: "주소", ja: "番地", zh: "详细地址"),
        "second": LocalizedText("Apartment, floor", ko: "상세 주소", ja: "建物名・部屋番号", zh: "楼号、门牌号"),
        "useAddress": LocalizedText("Use this address", ko: "이 주소로 받기", ja: "この住所に届ける", zh: "使用此地址"),
        "items": LocalizedText("Items", ko: "상품 금액", ja: "商品小計", zh: "商品金额"),
        "shipping": LocalizedText("Shipping", ko: "배송비", ja: "送料", zh: "运费"),
        "discount": LocalizedText("Discount", ko: "할인", ja: "割引", zh: "优惠"),
        "total": LocalizedText("Total", ko: "결제 금액", ja: "合計", zh: "合计"),
        "pay": LocalizedText("Continue to payment", ko: "결제하기", ja: "お支払いへ進む", zh: "去付款"),
        "back": LocalizedText("Back to the shop", ko: "쇼핑몰로 돌아가기", ja: "ショップに戻る", zh: "返回商店"),
        "changed": LocalizedText(
            "The total has changed. Please check it once more; nothing has been charged.",
            ko: "결제 금액이 변경되었습니다. 다시 확인해 주세요. 아직 결제되지 않았습니다.",
            ja: "合計金額が変わりました。もう一度ご確認ください。まだ請求されていません。",
            zh: "总金额已变更，请再次确认。尚未扣款。"
        ),
    ]
}
