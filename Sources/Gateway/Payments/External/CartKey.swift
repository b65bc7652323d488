import Crypto
import Foundation
import ProviderKit

/// What stands for one buyer's cart in the addresses of its review: order numbers can be guessed, this cannot.
public struct CartKey: Hashable, Sendable {
    /// 40 lower-case hexadecimal digits.
    public let text: String

    /// Takes a key's text; `nil` unless it has the form of one.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 40, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    fileprivate init(of digest: some Sequence<UInt8>) { text = digest.prefix(20).hexadecimal }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

/// Makes the keys of carts: the same payload from the same address has the same one (ledger, rule 8), and who does not
/// know the gateway's secret cannot make any.
struct CartKeys: Sendable {
    private let keyed: HMAC<SHA256>

    /// - Parameter key: A secret of this gateway; another one would give repeated payloads new keys.
    init(key: Secret) {
        keyed = HMAC(key: SymmetricKey(data: Array(key.exposed.utf8)))
    }

    /// - Parameters:
    ///   - cart: As it was sent, with its sender.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number.
    /// - Returns: The key.
    /// - Throws: Where the cart cannot be written, which no cart's content makes happen.
    func key(of cart: Cart, mall: String, orderNumber: String) throws -> CartKey {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var code = keyed
        code.update(data: Array("cart\u{0}\(mall)\u{0}\(orderNumber)\u{0}".utf8))
        code.update(data: try encoder.encode(cart))
        return CartKey(of: code.finalize())
    }

    /// - Parameters:
    ///   - address: Whose browser sent a cart; those of one IPv6 network are one sender, as for the limits.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number; one address is another sender for each order.
    /// - Returns: What stands for the sender in the database.
    func sender(at address: String?, mall: String, orderNumber: String) -> CartSender {
        var code = keyed
        let named = "sender\u{0}\(mall)\u{0}\(orderNumber)\u{0}\(RateLimiter.sender(address))"
        code.update(data: Array(named.utf8))
        return CartSender(code.finalize().prefix(20).hexadecimal)
    }
}
