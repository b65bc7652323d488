import Foundation
import ProviderKit

/// A webhook as far as it is believed: its signature covers transaction, amount and date, but neither the status nor
/// the order number, so an inquiry decides.
struct NicePayWebhook: Decodable, Sendable {
    let tid: String?
    let orderId: String?
    let amount: Int64?
    let ediDate: String?
    let signature: String?

    /// `nil` for a body that is no JSON object of the kind.
    init?(_ body: [UInt8]) {
        guard let message = try? JSONDecoder().decode(NicePayWebhook.self, from: Data(body)) else { return nil }
        self = message
    }

    func isSigned(_ signer: NicePaySignature) -> Bool {
        guard let tid, let amount, let ediDate else { return false }
        return Signature.matches(signature, signer.ofTransaction(tid: tid, amount: amount, ediDate: ediDate))
    }
}
