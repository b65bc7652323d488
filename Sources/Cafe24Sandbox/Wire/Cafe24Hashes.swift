import Crypto
import Foundation

/// Cafe24's `hash_data`: base64 of HMAC-SHA256 under the app's service key, over the fields joined without separators.
///
/// Amounts are texts here, never numbers: `12000` and `12000.00` have different hashes.
public struct Cafe24Hashes: Sendable {
    private let key: SymmetricKey

    public init(serviceKey: String) {
        key = SymmetricKey(data: Data(serviceKey.utf8))
    }

    /// What a checkout request carries.
    public func checkout(amount: String, currency: String, orderID: String, partnerID: String) -> String {
        hash(amount + currency + orderID + partnerID)
    }

    /// What a payment status and a payment notification carry. `tid` is the payment company's own id, empty while
    /// unknown.
    public func payment(amount: String, currency: String, orderID: String, partnerID: String, tid: String) -> String {
        hash(amount + currency + orderID + partnerID + tid)
    }

    /// What a cancellation request and a cancellation notification carry.
    ///
    /// For a full cancellation these are the very bytes of ``payment(amount:currency:orderID:partnerID:tid:)``.
    public func cancellation(
        cancelAmount: String,
        currency: String,
        orderID: String,
        partnerID: String,
        tid: String
    ) -> String {
        hash(cancelAmount + currency + orderID + partnerID + tid)
    }

    /// With what a storefront asks to reserve an order. `memberID` may be the id of a guest.
    public func reserve(mallID: String, requestTime: String, clientID: String, memberID: String) -> String {
        hash(mallID + requestTime + clientID + memberID)
    }

    /// What the mall gives with a reserved order, under a key of its own: the app's public id and the order's.
    ///
    /// The message is the JSON text of a string, so its quotes are signed too. `total` has no decimals.
    public static func reservation(
        clientID: String,
        orderID: String,
        total: Int,
        responseTime: String,
        returnNotificationURL: String
    ) -> String {
        let message = "\(total)" + orderID + responseTime + returnNotificationURL
        return Cafe24Hashes(serviceKey: clientID + orderID).hash(SandboxJSON.string(message).compact)
    }

    private func hash(_ message: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key)).base64EncodedString()
    }

    /// Compares two hashes in a time that tells nothing about where they differ.
    ///
    /// Blanks count as `+`, which is what an unescaped `+` becomes in a form.
    static func equal(_ given: String, _ expected: String) -> Bool {
        let given = given.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "+") : $0 }
        guard given.count == expected.utf8.count else { return false }
        return zip(given, expected.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
