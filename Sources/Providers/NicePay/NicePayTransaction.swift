import ProviderKit

/// A transaction as NICEPAY answers approvals, cancellations and inquiries with it, and as its webhooks show it.
struct NicePayTransaction: Decodable, Sendable {
    let resultCode: String
    let resultMsg: String?
    let tid: String?
    /// The transaction of this very cancellation.
    let cancelledTid: String?
    let orderId: String?
    let ediDate: String?
    let signature: String?
    let status: String?
    /// ISO 8601, or `0` while nothing was paid.
    let paidAt: String?
    let payMethod: String?
    /// In won.
    let amount: Int64?
    /// What can still be cancelled, in won.
    let balanceAmt: Int64?
    let currency: String?
    let vbank: Account?
    let cancels: [Cancel]?

    struct Account: Decodable, Sendable {
        let vbankName: String?
        let vbankNumber: String?
        let vbankHolder: String?
        let vbankExpDate: String?
    }

    struct Cancel: Decodable, Sendable {
        let tid: String
        let amount: Int64
        let reason: String?
    }

    enum Status: String, Sendable {
        case ready, paid, failed, cancelled, partialCancelled, expired
    }

    var code: NicePayCode { NicePayCode(resultCode) }

    /// Whether it says for good that nothing was done.
    var isNo: Bool { [.absent, .refused, .unlisted].contains(code) }

    var isVirtualAccount: Bool { vbank != nil || payMethod?.lowercased() == "vbank" }

    var wasPaid: Bool { paidAt.map { $0 != "0" && !$0.isEmpty } ?? false }

    /// Refuses a transaction whose signature is wrong; where nothing is valid, NICEPAY leaves it out.
    ///
    /// - Throws: ``ProviderError/Code/unknown``: what was asked may have happened.
    func check(_ signer: NicePaySignature) throws(ProviderError) {
        guard let signature, let tid, let amount, let ediDate else { return }
        let expected = signer.ofTransaction(tid: tid, amount: amount, ediDate: ediDate)
        guard Signature.matches(signature, expected) else {
            throw ProviderError(.unknown, "NICEPAY's answer is signed with another key")
        }
    }

    /// The error of an answer that says no.
    func error(_ code: ProviderError.Code) -> ProviderError {
        ProviderError(code, "NICEPAY says: \(resultMsg ?? "nothing")", providerCode: resultCode)
    }
}
