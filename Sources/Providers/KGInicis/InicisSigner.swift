import Crypto
import CryptoExtras
import Foundation
import ProviderKit

/// The merchant's keys, and the formulas that INICIS checks.
struct InicisSigner: Sendable {
    let mid: String
    private let signKey: Secret
    private let apiKey: Secret
    private let apiIV: Secret
    private let hashKey: Secret?

    /// Bytes of an AES-128 key and of its initialisation vector; both are used as the text they are given out as.
    static let blockSize = 16
    /// Merchant ids of INICIS's own documents; no money reaches anybody by them.
    private static let publicTestMerchants: Set = ["INIpayTest", "iniescrow0"]

    init(_ account: ProviderAccount) throws(ProviderError) {
        var faults = AccountFaults()
        let mid = faults.take(try Self.mid(of: account))
        let signKey = faults.take(try account.require("signKey"))
        let apiKey = faults.take(try Self.block("apiKey", of: account))
        let apiIV = faults.take(try Self.block("apiIV", of: account))
        guard let mid, let signKey, let apiKey, let apiIV else { throw faults.error }
        self.mid = mid
        self.signKey = signKey
        self.apiKey = apiKey
        self.apiIV = apiIV
        hashKey = account.optional("hashKey")
    }

    private static func mid(of account: ProviderAccount) throws(ProviderError) -> String {
        let mid = try account.require("mid").exposed
        guard mid.utf8.allSatisfy(isLetterOrDigit) else {
            throw ProviderError(.account("mid", "must be letters and digits"))
        }
        guard account.environment == .test || !publicTestMerchants.contains(mid) else {
            throw ProviderError(.account("mid", "is a public test merchant of INICIS"))
        }
        return mid
    }

    private static func block(_ field: String, of account: ProviderAccount) throws(ProviderError) -> Secret {
        let key = try account.require(field)
        guard key.exposed.utf8.count == blockSize else {
            throw ProviderError(.account(field, "must be \(blockSize) characters"))
        }
        return key
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

/// Two SHA-256 values: one that the page may know how to make, one that needs the sign key.
struct InicisSignature: Hashable, Sendable {
    let signature: String
    let verification: String
}

extension InicisSigner {
    /// Over what the payment window is opened with: names in alphabetical order.
    func window(oid: String, price: String, timestamp: String) -> InicisSignature {
        InicisSignature(
            signature: sha256("oid=\(oid)&price=\(price)&timestamp=\(timestamp)"),
            verification: sha256("oid=\(oid)&price=\(price)&signKey=\(signKey.exposed)&timestamp=\(timestamp)")
        )
    }

    /// Over an approval, and over its net-cancel.
    func approval(token: String, timestamp: String) -> InicisSignature {
        InicisSignature(
            signature: sha256("authToken=\(token)&timestamp=\(timestamp)"),
            verification: sha256("authToken=\(token)&signKey=\(signKey.exposed)&timestamp=\(timestamp)")
        )
    }

    var mKey: String { sha256(signKey.exposed) }

    /// `P_CHKFAKE`, which keeps the browser from changing the amount; `nil` for a merchant without a hash key.
    func mobileCheck(amount: String, oid: String, timestamp: String) -> String? {
        guard let hashKey else { return nil }
        return SHA512.hash(data: Data("\(amount)\(oid)\(timestamp)\(hashKey.exposed)".utf8)).base64
    }

    /// `hashData` of INIAPI v2, over the very bytes that are sent as `data`.
    func apiHash(type: String, timestamp: String, data: [UInt8]) -> String {
        SHA512.hash(data: Data("\(apiKey.exposed)\(mid)\(type)\(timestamp)".utf8) + Data(data)).hexadecimal
    }

    /// A bank account number as refunds carry it: AES-128-CBC with PKCS #7 padding, in base64.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where key or vector are none.
    func sealed(accountNumber: String) throws(ProviderError) -> String {
        do {
            let vector = try AES._CBC.IV(ivBytes: Array(apiIV.exposed.utf8))
            let key = SymmetricKey(data: Data(apiKey.exposed.utf8))
            return try AES._CBC.encrypt(Data(accountNumber.utf8), using: key, iv: vector).base64
        } catch {
            throw ProviderError(.configuration, "apiKey and apiIV do not encrypt")
        }
    }

    /// Under which the module's own notes about approvals are sealed.
    var markKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(signKey.exposed.utf8)),
            info: Data("approval mark of \(mid)".utf8),
            outputByteCount: 32
        )
    }

    private func sha256(_ text: String) -> String { SHA256.hash(data: Data(text.utf8)).hexadecimal }
}
