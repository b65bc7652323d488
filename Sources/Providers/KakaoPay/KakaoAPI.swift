import HTTPTypes
import ProviderKit

/// KakaoPay's four calls. Live and test payments share the host; the key and the cid decide.
struct KakaoAPI: Sendable {
    static let host = "open-api.kakaopay.com"

    /// All that one question may need (an inquiry, an approval, another inquiry or a cancel) stays below the 75 s for
    /// which the gateway holds a payment.
    private static let moneyTime = Duration.seconds(30)
    private static let inquiryTime = Duration.seconds(8)

    private let line: PGLine
    private let authorization: HTTPFields
    private let merchant: KakaoMerchant

    init(_ account: ProviderAccount, _ services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let key = faults.take(try Self.key(of: account))
        let merchant = faults.take(try KakaoMerchant(account))
        let line = faults.take(
            try PGLine(account, services, live: Self.host, test: Self.host, deadline: Self.moneyTime)
        )
        let scheme = faults.take(try Self.scheme(account.settings["scheme"]))
        guard let key, let merchant, let line, let scheme else { throw faults.error }
        self.merchant = merchant
        self.line = line
        authorization = [.authorization: "\(scheme) \(key.exposed)"]
    }

    private static func key(of account: ProviderAccount) throws(ProviderError) -> Secret {
        let key = try account.require("secretKey")
        guard key.exposed.isVisibleASCII else {
            throw ProviderError(.account("secretKey", "has characters that no header takes"))
        }
        return key
    }

    /// `settings.scheme`: the word before the key. Some documents have another one for development keys.
    private static func scheme(_ setting: SettingValue?) throws(ProviderError) -> String {
        guard let setting else { return "SECRET_KEY" }
        guard let word = setting.string, !word.isEmpty, word.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") })
        else { throw ProviderError(.setting("scheme", "must be a word such as SECRET_KEY")) }
        return word
    }

    /// Whether a buyer may be sent to an address that KakaoPay named.
    func isPage(_ address: String) -> Bool { line.isPage(address) }

    func ready(_ body: KakaoReady) async throws(ProviderError) -> KakaoAnswer<KakaoSession> {
        try await post("ready", body)
    }

    func approve(_ body: KakaoApproval) async throws(ProviderError) -> KakaoAnswer<KakaoApproved> {
        try await post("approve", body)
    }

    func order(_ tid: String) async throws(ProviderError) -> KakaoAnswer<KakaoOrder> {
        try await post("order", KakaoInquiry(tid: tid), within: Self.inquiryTime)
    }

    func cancel(_ body: KakaoCancellation) async throws(ProviderError) -> KakaoAnswer<KakaoCancelled> {
        try await post("cancel", body)
    }

    private func post<Body: Encodable & Sendable, Value: Decodable & Sendable>(
        _ name: String,
        _ body: Body,
        within deadline: Duration = Self.moneyTime
    ) async throws(ProviderError) -> KakaoAnswer<Value> {
        let call = Call(merchant: merchant, body: body)
        let line = line.within(deadline)
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
