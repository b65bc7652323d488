import ProviderKit

/// How a buyer may pay, as `requestPayment` names it.
enum TossMethod: String, CaseIterable, Hashable, Sendable, Codable {
    /// Cards, and the wallets that stand in the same window.
    case card = "CARD"
    case transfer = "TRANSFER"
    case virtualAccount = "VIRTUAL_ACCOUNT"
    case phone = "MOBILE_PHONE"
    case giftCertificate = "CULTURE_GIFT_CERTIFICATE"
    /// PayPal, in dollars.
    case foreignEasyPay = "FOREIGN_EASY_PAY"

    /// What a merchant's contract usually has.
    static let usual: [TossMethod] = [.card, .transfer, .virtualAccount, .phone, .foreignEasyPay]

    /// `settings.methods`: what the merchant's contract has.
    static func chosen(by setting: SettingValue?) throws(ProviderError) -> [TossMethod] {
        guard let setting else { return usual }
        let methods = (setting.list ?? []).map { $0.string.flatMap(TossMethod.init) }
        guard !methods.isEmpty, !methods.contains(nil) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            throw ProviderError(.setting("methods", "must be a list of some of \(names)"))
        }
        return methods.compactMap(\.self)
    }

    /// Whether an order can be paid so. Accounts take 200 won and more, all else 100.
    func suits(_ order: CheckoutOrder) -> Bool {
        switch self {
        case .foreignEasyPay: order.amount.currency == .usd
        case .virtualAccount: order.amount.currency == .krw && order.amount.minorUnits >= 200 && order.allowsDelayed
        case .transfer: order.amount.currency == .krw && order.amount.minorUnits >= 200
        case .card, .phone, .giftCertificate: order.amount.currency == .krw
        }
    }

    var label: LocalizedText {
        switch self {
        case .card: LocalizedText("Card or easy pay", ko: "카드·간편결제", ja: "カード・簡単決済", zh: "银行卡·快捷支付")
        case .transfer: LocalizedText("Bank transfer", ko: "계좌이체", ja: "口座振替", zh: "银行转账")
        case .virtualAccount: LocalizedText("Virtual account", ko: "가상계좌", ja: "仮想口座", zh: "虚拟账户")
        case .phone: LocalizedText("Mobile phone", ko: "휴대폰", ja: "携帯電話", zh: "手机")
        case .giftCertificate: LocalizedText("Gift certificate", ko: "문화상품권", ja: "文化商品券", zh: "文化礼券")
        case .foreignEasyPay: LocalizedText("PayPal")
        }
    }

    /// The name in ``ProviderManifest/methods`` of the `method` that answers give, in Korean or in English.
    static func name(answered text: String?) -> String? {
        switch text {
        case "카드", "CARD": "card"
        case "계좌이체", "TRANSFER": "transfer"
        case "가상계좌", "VIRTUAL_ACCOUNT": "virtualAccount"
        case "휴대폰", "MOBILE_PHONE": "phone"
        default: text
        }
    }
}
