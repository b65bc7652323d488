import ProviderConformance
import ProviderKit

extension FakeKGInicis {
    static let mid = "INIpayTest"
    static let signKey = "SU5JTElURV9UUklQTEVERVNfS0VZU1RS"
    static let apiKey = "ItEQKi3rY7uvDS8l"
    static let apiIV = "HYb3yQ4f65QL89=="
    static let hashKey = "3CB8183A4BE283555ACC8363C0360223"
    /// Where the merchant's requests come from, as registered.
    static let merchantAddress = "198.51.100.7"
    /// Where INICIS's notices come from.
    static let noticeAddress = "203.238.37.15"
    /// Where they come from when the fake is a server on this machine.
    static let loopback = "127.0.0.1"

    /// The public test merchant, with the hash key that only this fake has given out.
    ///
    /// - Parameters:
    ///   - mobileMethod: What phones pay by.
    ///   - hasHashKey: Whether the mobile amount is protected.
    ///   - baseURL: The origin that stands in for INICIS's hosts.
    /// - Returns: What the fake accepts.
    public static func account(
        mobileMethod: String = "card",
        hasHashKey: Bool = true,
        baseURL: String? = nil
    ) -> ProviderAccount {
        var fields = [
            "mid": [Secret(mid)], "signKey": [Secret(signKey)], "apiKey": [Secret(apiKey)], "apiIV": [Secret(apiIV)],
        ]
        if hasHashKey { fields["hashKey"] = [Secret(hashKey)] }
        var settings: [String: SettingValue] = [
            "clientIp": .string(merchantAddress),
            "noticeSources": .list([.string(noticeAddress), .string(loopback)]),
            "mobileMethod": .string(mobileMethod),
        ]
        if let baseURL { settings["baseURL"] = .string(baseURL) }
        return ProviderAccount(
            instance: "kg-inicis",
            reference: "k1",
            environment: .test,
            fields: fields,
            settings: settings
        )
    }

    public static let amount = Money(13_000, .krw)

    /// INICIS takes any amount, opens nothing, knows no keys, signs nothing, reports deposits once, and gives back at
    /// once.
    public static let skips: Set<ConformanceCheck> = [
        .amountNotTaken, .repeatedCheckout, .troubledCheckout, .keyExpired, .rotatedSecret, .webhooksToldApart,
        .refundFinishedLater,
    ]
}
