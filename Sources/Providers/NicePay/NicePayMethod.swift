import ProviderKit

/// What the window of NICEPAY can be opened for; it takes one at a time, so the page lets the buyer choose first.
enum NicePayMethod: String, CaseIterable, Hashable, Sendable {
    case card, bank, vbank, cellphone, directCard, naverpayCard, kakaopay, kakaopayCard, kakaopayMoney
    case samsungpayCard, payco, ssgpay, cardAndEasyPay

    /// Whether the buyer pays days later.
    var isDelayed: Bool { self == .vbank }

    var label: LocalizedText {
        switch self {
        case .card, .directCard: LocalizedText("Card", ko: "신용카드", ja: "カード", zh: "信用卡")
        case .bank: LocalizedText("Bank transfer", ko: "계좌이체", ja: "口座振替", zh: "银行转账")
        case .vbank: LocalizedText("Virtual account", ko: "가상계좌", ja: "仮想口座", zh: "虚拟账户")
        case .cellphone: LocalizedText("Mobile phone", ko: "휴대폰", ja: "携帯電話", zh: "手机支付")
        case .naverpayCard: LocalizedText("Naver Pay", ko: "네이버페이")
        case .kakaopay, .kakaopayCard, .kakaopayMoney: LocalizedText("KakaoPay", ko: "카카오페이")
        case .samsungpayCard: LocalizedText("Samsung Pay", ko: "삼성페이")
        case .payco: LocalizedText("PAYCO", ko: "페이코")
        case .ssgpay: LocalizedText("SSGPAY")
        case .cardAndEasyPay:
            LocalizedText("Card and easy pay", ko: "신용카드·간편결제", ja: "カード・簡単決済", zh: "信用卡及快捷支付")
        }
    }

    /// The methods of `settings.methods`, in its order; cards where it is not set.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` for a list that is empty or names what NICEPAY has not.
    static func list(_ setting: SettingValue?) throws(ProviderError) -> [NicePayMethod] {
        guard let setting else { return [.card] }
        let names = setting.list?.map(\.string) ?? []
        let methods = names.compactMap { $0.flatMap { NicePayMethod(rawValue: $0) } }
        guard !methods.isEmpty, methods.count == names.count else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw ProviderError(.setting("methods", "must be a list of some of \(known)"))
        }
        return methods
    }
}
