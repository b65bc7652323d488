import ProviderKit

/// Who asks; stands in every body.
struct KakaoMerchant: Encodable, Sendable {
    /// All test payments are made with it, and no live one.
    static let testCID = "TC0ONETIME"

    let cid: String
    private let cidSecret: Secret?

    init(_ account: ProviderAccount) throws(ProviderError) {
        cid = try account.require("cid").exposed
        cidSecret = account.optional("cidSecret")
        guard Self.isCode(cid, length: 10) else {
            throw ProviderError(.account("cid", "must be ten letters and digits"))
        }
        guard (cid == Self.testCID) == (account.environment == .test) else {
            let words = "is not for environment \(account.environment.rawValue); tests are made with \(Self.testCID)"
            throw ProviderError(.account("cid", words))
        }
    }

    private enum CodingKeys: String, CodingKey {
        case cid
        case cidSecret = "cid_secret"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(cid, forKey: .cid)
        try members.encodeIfPresent(cidSecret?.exposed, forKey: .cidSecret)
    }

    static func isCode(_ text: String, length: Int) -> Bool {
        text.utf8.count == length && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
