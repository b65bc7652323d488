import Crypto
import ProviderKit

/// NICEPAY's signatures: SHA-256 over values written one after another, the secret key last; lower-case hexadecimal.
struct NicePaySignature: Sendable {
    let clientKey: String
    let secretKey: Secret

    /// Of a return; `amount` is the text as it came.
    func ofReturn(authToken: String, amount: String) -> String { hash(authToken, clientKey, amount) }

    /// Of an approval, and of everything that NICEPAY says of a transaction.
    func ofTransaction(tid: String, amount: Int64, ediDate: String) -> String { hash(tid, String(amount), ediDate) }

    /// Of a net-cancel, by order number, and of a cancellation, by transaction.
    func ofRequest(about name: String, ediDate: String) -> String { hash(name, ediDate) }

    private func hash(_ parts: String...) -> String {
        SHA256.hash(data: Array((parts.joined() + secretKey.exposed).utf8)).hexadecimal
    }
}
