import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct InicisSettingsTests {
    private func account(
        _ environment: ProviderEnvironment = .test,
        fields: [String: String] = [:],
        settings: [String: SettingValue] = [:]
    ) -> ProviderAccount {
        let good = FakeKGInicis.account()
        return ProviderAccount(
            instance: good.instance,
            reference: good.reference,
            environment: environment,
            fields: good.fields.merging(fields.mapValues { [Secret($0)] }) { $1 },
            settings: good.settings.merging(settings) { $1 }
        )
    }

    private func open(_ account: ProviderAccount) throws -> KGInicis {
        let clock = BenchClock()
        let line = InicisLine(to: FakeKGInicis(clock: clock))
        return try KGInicis(account: account, services: InicisTable.services(line, clock))
    }

    @Test(arguments: [
        ["clientIp": SettingValue.string("")], ["clientIp": .string("10.0.0")], ["clientIp": .string("1.2.3.400")],
        ["clientIp": .string("pay.example")], ["clientIp": .number("1")],
        ["noticeSources": .string("203.238.37.15")], ["noticeSources": .list([.number("1")])],
        ["methods": .list([])], ["methods": .list([.string("cash")])], ["mobileMethod": .string("CARD")],
        ["phoneGoods": .string("3")], ["depositDays": .number("0")], ["depositDays": .number("31")],
        ["baseURL": .string("127.0.0.1:9000")],
    ])
    func aSettingThatMakesNoSenseIsNamed(settings: [String: SettingValue]) throws {
        let error = #expect(throws: ProviderError.self) { _ = try open(account(settings: settings)) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(settings.keys.first ?? "?") == true)
    }

    private func unheard(_ settings: [String: SettingValue]) -> ProviderAccount {
        let good = FakeKGInicis.account()
        return ProviderAccount(
            instance: good.instance,
            reference: good.reference,
            environment: .test,
            fields: good.fields,
            settings: ["clientIp": .string("198.51.100.7")].merging(settings) { $1 }
        )
    }

    /// A deposit is only known from a notice, and a notice only believed from an address that is listed.
    @Test(arguments: [
        ["methods": SettingValue.list([.string("card"), .string("virtual-account")])],
        ["mobileMethod": .string("virtual-account")],
    ])
    func aVirtualAccountWhoseNoticesCannotBeBelievedIsRefused(settings: [String: SettingValue]) throws {
        let error = #expect(throws: ProviderError.self) { _ = try open(unheard(settings)) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("noticeSources") == true)
    }

    @Test func withoutNoticeSourcesNoVirtualAccountIsOffered() async throws {
        let session = try await open(unheard([:])).checkout(InicisTable.order())
        guard case .byDevice(.page(let page), _, _) = session.action else {
            Issue.record("no page")
            return
        }
        #expect(page.fields.first { $0.name == "gopaymethod" }?.value == "Card:DirectBank:HPP")
    }

    @Test(arguments: [
        ["mid": ""], ["mid": "with\"quote"], ["signKey": ""], ["apiKey": "short"], ["apiIV": "short"],
    ])
    func aCredentialThatCannotBeOneIsNamedAndNotShown(fields: [String: String]) throws {
        let error = #expect(throws: ProviderError.self) { _ = try open(account(fields: fields)) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(fields.keys.first ?? "?") == true)
        #expect(error?.message.contains("quote") == false)
    }

    @Test(arguments: ["키", "a b", "a\nb", "", "key\t"], ["signKey", "apiKey", "hashKey"])
    func aKeyIsVisibleASCII(text: String, field: String) {
        let key = KGInicis.manifest.accountFields.first { $0.name == field }
        #expect(key?.isWellFormed(text) == false)
        #expect(key?.isWellFormed("ItEQKi3rY7uvDS8l") == true)
    }

    @Test(arguments: ["INIpayTest", "iniescrow0"])
    func publicTestMerchantsTakeNoLiveMoney(mid: String) throws {
        let error = #expect(throws: ProviderError.self) { _ = try open(account(.live, fields: ["mid": mid])) }
        #expect(error?.code == .configuration)
    }

    @Test func livePaymentsGoToLiveHosts() throws {
        let provider = try open(account(.live, fields: ["mid": "cafe24tea0"]))
        #expect(provider.hosts.script == "https://stdpay.inicis.com/stdjs/INIStdPay.js")
        #expect(provider.hosts.mobileForm == "https://mobile.inicis.com/smart/payment/")
        #expect(provider.hosts.api.address == "https://iniapi.inicis.com")
        let pass = InicisPass(device: .mobile, centre: .ks, token: "t")
        #expect(provider.hosts.origin(of: pass).address == "https://ksmobile.inicis.com")
    }

    @Test func noStandInTakesLivePayments() throws {
        let live = account(
            .live,
            fields: ["mid": "cafe24tea0"],
            settings: ["baseURL": .string("http://127.0.0.1:9000")]
        )
        #expect(throws: ProviderError.self) { _ = try open(live) }
    }

    @Test func everyHostThatIsReachedIsInTheManifest() {
        #expect(
            KGInicis.manifest.hosts[.live] == [
                "fcstdpay.inicis.com", "ksstdpay.inicis.com", "fcmobile.inicis.com", "ksmobile.inicis.com",
                "iniapi.inicis.com",
            ]
        )
        #expect(KGInicis.manifest.hosts[.test]?.contains("stginiapi.inicis.com") == true)
    }

    @Test func theManifestTellsCafe24sCodes() {
        #expect(
            KGInicis.manifest.methods == [
                "card": "card", "bank": "tcash", "phone": "cell", "virtual-account": "icash",
            ]
        )
        #expect(KGInicis.manifest.accountFields.map(\.name) == ["mid", "signKey", "apiKey", "apiIV", "hashKey"])
        #expect(KGInicis.manifest.accountFields.filter { !$0.isRequired }.map(\.name) == ["hashKey"])
        #expect(KGInicis.manifest.accountFields.filter(\.isIdentity).map(\.name) == ["mid"])
        #expect(KGInicis.manifest.settingKeys.contains("baseURL"))
    }
}
