import HTTPTypes
import ProviderKit

/// KakaoPay's four calls. Live and test payments share the host; the key and the cid decide.
struct KakaoAPI: Sendable {
    static let host = "open-api.kakaopay.com"

    private let line: PGLine
    private let authorization: HTTPFields
    private let merchant: KakaoMerchant

    init(_ account: ProviderAccount, _ services: ProviderServices) throws(ProviderError) {
        let key = try account.require("secretKey")
        guard KakaoMerchant.isVisible(key.exposed) else {
            throw ProviderError(.configuration, "secretKey has characters that no header takes")
        }
        merchant = try KakaoMerchant(account)
        line = try PGLine(account, services, live: Self.host, test: Self.host, deadline: .seconds(30))
        let scheme = try Self.scheme(account.settings["scheme"])
        authorization = [.authorization: "\(scheme) \(key.exposed)"]
    }

    /// `settings.scheme`: the word before the key. Some documents have another one for development keys.
    private static func scheme(_ setting: SettingValue?) throws(ProviderError) -> String {
        guard let setting else { return "SECRET_KEY" }
        guard let word = setting.string, !word.isEmpty, word.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") })
        else { throw ProviderError(.configuration, "settings.scheme is not a word such as SECRET_KEY") }
        return word
    }

    func ready(_ body: KakaoReady) async throws(ProviderError) -> KakaoAnswer<KakaoSession> {
        try await post("ready", body)
    }

    func approve(_ body: KakaoApproval) async throws(ProviderError) -> KakaoAnswer<KakaoApproved> {
        try await post("approve", body)
    }

    func order(_ tid: String) async throws(ProviderError) -> KakaoAnswer<KakaoOrder> {
        try await post("order", KakaoInquiry(tid: tid))
    }

    func cancel(_ body: KakaoCancellation) async throws(ProviderError) -> KakaoAnswer<KakaoCancelled> {
        try await post("cancel", body)
    }

    private func post<Body: Encodable & Sendable, Value: Decodable & Sendable>(
        _ name: String,
        _ body: Body
    ) async throws(ProviderError) -> KakaoAnswer<Value> {
        let call = Call(merchant: merchant, body: body)
        return try KakaoAnswer(await line.post("/online/v1/payment/\(name)", authorization, json: call))
    }

    /// The merchant and the call's own members, side by side in one object.
    private struct Call<Body: Encodable>: Encodable {
        let merchant: KakaoMerchant
        let body: Body

        func encode(to encoder: any Encoder) throws {
            try merchant.encode(to: encoder)
            try body.encode(to: encoder)
        }
    }
}
