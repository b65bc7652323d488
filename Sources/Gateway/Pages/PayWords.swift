import ProviderKit

/// The words of the page between the shop and a PG.
struct PayWords {
    let all: [String: String]

    init(_ language: Language) {
        all = Self.texts.mapValues { $0[language] }
    }

    private static let texts: [String: LocalizedText] = [
        "title": LocalizedText("Payment", ko: "결제", ja: "お支払い", zh: "付款"),
        "opening": LocalizedText(
            "The payment window is opening …",
            ko: "결제창을 여는 중입니다 …",
            ja: "お支払い画面を開いています…",
            zh: "正在打开付款页面…"
        ),
        "choose": LocalizedText(
            "Please choose how to pay.",
            ko: "결제 수단을 선택해 주세요.",
            ja: "お支払い方法をお選びください。",
            zh: "请选择付款方式。"
        ),
        "continue": LocalizedText("Continue to payment", ko: "결제 계속하기", ja: "お支払いへ進む", zh: "继续付款"),
        "noScript": LocalizedText(
            "Paying here needs JavaScript. Please allow it in your browser, or go back and choose another way to pay.",
            ko: "이 결제에는 자바스크립트가 필요합니다. 브라우저에서 허용하거나 돌아가서 다른 결제 수단을 선택해 주세요.",
            ja: "このお支払いにはJavaScriptが必要です。ブラウザで許可するか、戻って別のお支払い方法をお選びください。",
            zh: "此付款方式需要 JavaScript。请在浏览器中启用，或返回选择其他付款方式。"
        ),
        "failed": LocalizedText(
            "The payment window is not open. Nothing was charged. Please load this page again, or go back to the shop.",
            ko: "결제창이 열려 있지 않습니다. 결제된 금액은 없습니다. 페이지를 새로 고치거나 쇼핑몰로 돌아가 주세요.",
            ja: "お支払い画面が開いていません。請求はされていません。ページを再読み込みするか、ショップへお戻りください。",
            zh: "付款页面未打开，未产生任何扣款。请刷新页面或返回商店。"
        ),
        "back": LocalizedText("Back to the shop", ko: "쇼핑몰로 돌아가기", ja: "ショップに戻る", zh: "返回商店"),
    ]
}
