/// A payment method, by the module's name for it.
enum InicisMethod: String, CaseIterable, Hashable, Sendable, Codable {
    case card
    case bank
    case phone
    case virtualAccount = "virtual-account"

    /// Reads any of the names that INICIS has for it: `Card`, `VCard` and `CARD` are one.
    init?(inicis name: String) {
        switch name.lowercased() {
        case "card", "vcard": self = .card
        case "directbank", "bank": self = .bank
        case "hpp", "mobile": self = .phone
        case "vbank": self = .virtualAccount
        default: return nil
        }
    }

    /// For the window's `gopaymethod`.
    var desktopName: String {
        switch self {
        case .card: "Card"
        case .bank: "DirectBank"
        case .phone: "HPP"
        case .virtualAccount: "VBank"
        }
    }

    /// For the form's `P_INI_PAYMENT`.
    var mobileName: String {
        switch self {
        case .card: "CARD"
        case .bank: "BANK"
        case .phone: "MOBILE"
        case .virtualAccount: "VBANK"
        }
    }

    /// Cafe24's code.
    var paymethod: String {
        switch self {
        case .card: "card"
        case .bank: "tcash"
        case .phone: "cell"
        case .virtualAccount: "icash"
        }
    }
}
