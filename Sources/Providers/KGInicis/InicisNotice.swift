import Crypto
import ProviderKit

/// A deposit notice: a form in code page 949, unsigned, in the words of the window's or of the form's host.
struct InicisNotice: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case deposited, takenBack, other
    }

    let kind: Kind
    let merchant: String?
    let oid: String
    /// The transaction that issued the account.
    let tid: String
    let amount: String
    /// The virtual account; mobile notices may lack it.
    let account: String?
    /// What tells it from the payment's other notices. It covers every byte: a forged one must not pass for the genuine
    /// one that follows it.
    let deduplicationKey: String

    /// - Throws: ``ProviderError/Code/rejectedMessage`` for anything else.
    init(_ message: InboundMessage) throws(ProviderError) {
        let fields = InicisForm.fields(message.body)
        let word: String
        if let type = fields["type_msg"], let oid = fields["no_oid"] {
            word = type
            kind = type == "0200" ? .deposited : type == "0400" ? .takenBack : .other
            merchant = fields["id_merchant"] ?? ""
            self.oid = oid
            tid = fields["no_req_tid"] ?? ""
            amount = fields["amt_input"] ?? ""
            account = fields["no_vacct"] ?? ""
        } else if let status = fields["P_STATUS"], let oid = fields["P_OID"] {
            word = status
            kind = status == "02" ? .deposited : .other
            merchant = fields["P_MID"]
            self.oid = oid
            tid = fields["P_TID"] ?? ""
            amount = fields["P_AMT"] ?? ""
            account = fields["P_VACT_NUM"]
        } else {
            throw ProviderError(.rejectedMessage, "no deposit notice of INICIS")
        }
        deduplicationKey = "\(word).\(SHA256.hash(data: message.body).hexadecimal)"
    }

    /// Whether it says all that a notice about money does; the window's host names the account, too.
    var isWhole: Bool { kind == .other || !tid.isEmpty && account != "" && (try? Money(amount, .krw)) != nil }
}
