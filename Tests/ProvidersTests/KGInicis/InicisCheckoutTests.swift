import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// What the buyer's browser is given, field by field.
struct InicisCheckoutTests {
    private func session(
        _ account: ProviderAccount = FakeKGInicis.account(),
        _ order: CheckoutOrder = InicisTable.order()
    ) async throws -> (page: HostedPage, form: [FormField], action: String, charset: FormCharset) {
        let clock = BenchClock()
        let line = InicisLine(to: FakeKGInicis(clock: clock))
        let provider = try KGInicis(account: account, services: InicisTable.services(line, clock))
        let session = try await provider.checkout(order)
        #expect(line.calls.isEmpty)
        guard case .byDevice(.page(let page), .form(let action, let form, let charset), let inApp) = session.action,
            inApp == .form(action: action, fields: form, charset: charset)
        else { throw ProviderError(.invalidRequest, "not one page and one form") }
        return (page, form, action, charset)
    }

    private func values(_ fields: [FormField]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    }

    @Test func theWindowIsOpenedWithTheseFieldsAndNoOthers() async throws {
        let page = try await session().page
        #expect(
            values(page.fields) == [
                "version": "1.0", "mid": "INIpayTest", "oid": "abcdefghijklmnopqrstuvwxyz234567",
                "goodname": "초록 찻잔 \"한 쌍\"  & saucers", "price": "13000", "currency": "WON",
                "buyername": "김하나", "buyertel": "01012345678", "buyeremail": "buyer@example.com",
                "timestamp": "1795338000000",
                "signature": "e5214599544d8c90fe99a460f095a96ab7f980b969abde730d14cd2704c6adda",
                "verification": "5ef51486d6c0d9eb597ec9fd8dbfaee1e4d3b822d6726ce3601b4fd3d7cd212b",
                "mKey": "3a9503069192f207491d4b19bd743fc249a761ed94246c8c42fed06c3cd15a33",
                "use_chkfake": "Y", "returnUrl": "https://pay.example/back?key=abcdefghijklmnopqrstuvwxyz234567",
                "closeUrl": "https://pay.example/back?key=abcdefghijklmnopqrstuvwxyz234567&door=cancel",
                "gopaymethod": "Card:DirectBank:HPP:VBank",
                "acceptmethod": "centerCd(Y):HPP(1):vbank(20261125)", "charset": "UTF-8", "payViewType": "overlay",
            ]
        )
        #expect(page.scripts == ["https://stgstdpay.inicis.com/stdjs/INIStdPay.js"])
        #expect(page.starter == #"INIStdPay.pay("pg-form");"#)
        #expect(page.data == "{}")
        #expect(page.opener == .sameOriginAllowPopups)
    }

    @Test func aBuyerWhoseTelephoneNobodyKnowsGetsAWindowToo() async throws {
        var order = InicisTable.order()
        order.buyer.phone = nil
        #expect(values(try await session(FakeKGInicis.account(), order).page.fields)["buyertel"] == "000-0000-0000")
    }

    @Test func bothHalvesOfTheLiveScriptAreOfTheManifestsOrigins() {
        let origins = KGInicis.manifest.pageOrigins
        #expect(origins.contains("https://stdpay.inicis.com") && origins.contains("https://stdux.inicis.com"))
    }

    @Test func thePhonesFormHasTheseFieldsAndNoOthers() async throws {
        let (_, form, action, charset) = try await session()
        #expect(action == "https://stgmobile.inicis.com/smart/payment/")
        #expect(charset == .cp949)
        #expect(
            values(form) == [
                "P_INI_PAYMENT": "CARD", "P_MID": "INIpayTest", "P_OID": "abcdefghijklmnopqrstuvwxyz234567",
                "P_AMT": "13000", "P_GOODS": "초록 찻잔 \"한 쌍\"  & saucers", "P_UNAME": "김하나",
                "P_MOBILE": "01012345678", "P_EMAIL": "buyer@example.com",
                "P_NEXT_URL": "https://pay.example/back?key=abcdefghijklmnopqrstuvwxyz234567",
                "P_NOTI": "abcdefghijklmnopqrstuvwxyz234567",
                "P_RESERVED": "below1000=Y&vbank_receipt=Y&centerCd=Y&amt_hash=Y",
                "P_TIMESTAMP": "1795338000000",
                "P_CHKFAKE":
                    "SftA8dQ2qt/9qnwqosPBr6FzEHJifR4qoiOWgmtX1i3Q"
                    + "rIe2WWA9qnTE0hReBiNNyBrxwkT4ZpY81Z0d0fDW6Q==",
            ]
        )
    }

    @Test func withoutAHashKeyTheFormClaimsNoCheck() async throws {
        let form = values(try await session(FakeKGInicis.account(hasHashKey: false)).form)
        #expect(form["P_RESERVED"] == "below1000=Y&vbank_receipt=Y&centerCd=Y")
        #expect(form["P_CHKFAKE"] == nil)
        #expect(form["P_TIMESTAMP"] == nil)
    }

    @Test func aPhonesVirtualAccountIsToldWhereToReport() async throws {
        let form = values(try await session(FakeKGInicis.account(mobileMethod: "virtual-account")).form)
        #expect(form["P_INI_PAYMENT"] == "VBANK")
        #expect(form["P_NOTI_URL"] == "https://pay.example/hook?key=abcdefghijklmnopqrstuvwxyz234567")
    }

    @Test func nothingThatPaysLaterIsOfferedWhereNobodyCouldBeTold() async throws {
        let account = FakeKGInicis.account(mobileMethod: "virtual-account")
        let (page, form, _, _) = try await session(account, InicisTable.order(allowsDelayed: false))
        #expect(values(page.fields)["gopaymethod"] == "Card:DirectBank:HPP")
        #expect(values(page.fields)["acceptmethod"] == "centerCd(Y):HPP(1)")
        #expect(values(form)["P_INI_PAYMENT"] == "CARD")
    }

    @Test(arguments: [(Int64(999), true), (1000, false)])
    func cardsTakeLessThanAThousandWonOnlyWhereThatIsSaid(won: Int64, isSaid: Bool) async throws {
        let page = try await session(FakeKGInicis.account(), InicisTable.order(Money(won, .krw))).page
        #expect(values(page.fields)["acceptmethod"]?.hasSuffix(":below1000") == isSaid)
    }

    @Test func anotherCurrencyIsRefusedBeforeAnyCall() async throws {
        let error = await #expect(throws: ProviderError.self) {
            _ = try await session(FakeKGInicis.account(), InicisTable.order(Money(1300, .usd)))
        }
        #expect(error?.code == .invalidRequest)
    }

    @Test func aStandInTakesThePlaceOfEveryHostButTheScripts() async throws {
        let (page, _, action, _) = try await session(FakeKGInicis.account(baseURL: "http://127.0.0.1:9000"))
        #expect(action == "http://127.0.0.1:9000/smart/payment/")
        #expect(page.scripts == ["https://stgstdpay.inicis.com/stdjs/INIStdPay.js"])
    }
}
