import Crypto
import Foundation

/// The keys that keep secrets at rest: the first seals, all open.
public struct SealingKeys: Sendable {
    /// One 32-byte key with the name it has in `providers.json`.
    public struct Key: Sendable {
        public let id: String
        let bytes: SymmetricKey

        init(id: String, key: SymmetricKey) {
            self.id = id
            self.bytes = key
        }

        /// - Returns: `nil` unless there are 32 bytes.
        public init?(id: String, bytes: [UInt8]) {
            guard bytes.count == 32 else { return nil }
            self.id = id
            self.bytes = SymmetricKey(data: bytes)
        }
    }

    private let keys: [Key]
    /// Made once: taking a key in costs as much as a link.
    private let chains: [String: HMAC<SHA256>]

    /// Takes at least one key; the first one seals.
    public init(_ first: Key, _ others: [Key] = []) {
        keys = [first] + others
        let chains = keys.map { ($0.id, HMAC<SHA256>(key: Self.derive(from: $0, for: "pg-gateway ledger chain"))) }
        self.chains = Dictionary(chains) { first, _ in first }
    }

    /// The id of the key that seals and signs now.
    public var current: String { keys[0].id }

    /// Seals bytes with AES-256-GCM under the first key. The context is authenticated, so that a sealed value cannot
    /// be moved to another place.
    public func seal(_ plain: Data, context: String) throws -> Data {
        let box = try AES.GCM.seal(plain, using: keys[0].bytes, authenticating: Data(context.utf8))
        var sealed = Data([UInt8(keys[0].id.utf8.count)])
        sealed.append(contentsOf: keys[0].id.utf8)
        sealed.append(contentsOf: box.nonce)
        sealed.append(box.ciphertext)
        sealed.append(box.tag)
        return sealed
    }

    /// Opens what any of the keys sealed.
    ///
    /// - Throws: ``SealBroken`` where the key is gone, the bytes were changed, or the context is another one.
    public func open(_ sealed: Data, context: String) throws -> Data {
        let sealed = Data(sealed)
        guard let length = sealed.first, sealed.count > Int(length) + 1 else { throw SealBroken() }
        let id = String(decoding: sealed.dropFirst().prefix(Int(length)), as: UTF8.self)
        guard let key = keys.first(where: { $0.id == id }) else { throw SealBroken() }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(Int(length) + 1))
            return try AES.GCM.open(box, using: key.bytes, authenticating: Data(context.utf8))
        } catch {
            throw SealBroken()
        }
    }

    /// The HMAC of one link of a payment's story; `nil` where the key of that id is gone.
    public func link(_ content: [UInt8], after previous: [UInt8], keyID: String) -> [UInt8]? {
        guard var mac = chains[keyID] else { return nil }
        mac.update(data: previous + content)
        return mac.finalize().withUnsafeBytes { Array($0) }
    }

    /// What tells the key of an id from any other that might take its id, and says nothing of the key itself; `nil`
    /// where there is none of that id.
    public func fingerprint(of id: String) -> Data? {
        guard let key = keys.first(where: { $0.id == id }) else { return nil }
        return Self.derive(from: key, for: "pg-gateway key fingerprint").withUnsafeBytes { Data($0) }
    }

    /// Each use has a key of its own, so that no sealed value ever serves as a link, say.
    private static func derive(from key: Key, for use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key.bytes, info: Data(use.utf8), outputByteCount: 32)
    }
}

/// A sealed value could not be opened: its key is gone, or it was changed.
public struct SealBroken: Error, CustomStringConvertible {
    public var description: String {
        "it cannot be opened: the key that sealed it is not among sealingKeys, or it was changed outside of the gateway"
    }
}
