import ProviderKit

/// The form in which a buyer's bank account is kept, sealed.
struct KeptRefundAccount: Codable {
    private let bankCode: String
    private let number: String
    private let holder: String

    init(_ account: RefundAccount) {
        bankCode = account.bankCode
        number = account.number
        holder = account.holder
    }

    var account: RefundAccount { RefundAccount(bankCode: bankCode, number: number, holder: holder) }
}
