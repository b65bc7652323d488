import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// `/pay/{key}`, the gateway's own page between the shop and a PG.
@Suite(.timeLimit(.minutes(1)))
struct PayPageTests {
    private static let phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"
    private static let app = "\(phone) KAKAOTALK 25.1.0"
    /// Malls may still be at plain addresses.
    private static let mall = "http://scriptmall.cafe24shop.com"
    private static let page = HostedPage(
        scripts: ["https://js.pg.example/v2/pay.js", "https://evil.example/pay.js"],
        fields: [FormField("goods", #"tea "for two" <b>"#)],
        data: #"{"name":"</script><script>alert(1)</script>"}"#,
        starter: "await PG.pay();",
        opener: .sameOriginAllowPopups
    )

    /// Opens a payment whose PG wants `action`, and hands over its page's address.
    private func opened(
        _ action: CheckoutAction,
        _ fixture: GatewayFixture,
        _ visitor: Visitor
    ) async throws -> String {
        try await fixture.script().onCheckout { _ throws(ProviderError) in CheckoutSession(action) }
        var checkout = SandboxClient.Checkout.scripted()
        checkout.returnURL = "\(Self.mall)/Pay/Recv/openpg/PayReceiveRtnPage.php"
        let answer = try await visitor.cafe24().openCheckout(checkout)
        let key = try #require(answer.paymentKey)
        #expect(answer.paymentURL == "http://127.0.0.1:8080/pay/\(key)?key=\(key)")
        return try #require(answer.paymentURL)
    }

    @Test func aHostedPageLoadsOnlyTheManifestsScripts() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let shown = try await visitor.get(try await opened(.page(Self.page), fixture, visitor))
            #expect(shown.status == .ok)
            #expect(shown.text.contains(#"src="https://js.pg.example/v2/pay.js""#))
            #expect(!shown.text.contains("evil.example"))
            #expect(shown.text.contains("await PG.pay();"))
            #expect(shown.headers[.known("Cross-Origin-Opener-Policy")] == "same-origin-allow-popups")
        }
    }

    @Test func thePolicyAdmitsOnlyScriptsOfThisAnswer() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let address = try await opened(.page(Self.page), fixture, visitor)
            let (first, second) = (try await visitor.get(address), try await visitor.get(address))
            let policy = try #require(first.headers[.contentSecurityPolicy])
            let scripts = try #require(policy.split(separator: "; ").first { $0.hasPrefix("script-src") })
            let nonce = try #require(scripts.firstMatch(of: #/'nonce-([^']+)'/#)?.output.1)
            #expect(scripts == "script-src 'nonce-\(nonce)' https://js.pg.example")
            #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"))
            // A return that is posted from here is redirected to the mall, be it without TLS.
            #expect(policy.contains("form-action 'self' https: https://js.pg.example \(Self.mall);"))
            #expect(policy != second.headers[.contentSecurityPolicy], "a nonce serves once")
            // Every script element has the nonce, and nothing is handled inline.
            #expect(first.text.matches(of: #/<script/#).count == first.text.matches(of: #/nonce="/#).count)
            #expect(first.text.firstMatch(of: #/\son[a-z]+=/#) == nil)
        }
    }

    @Test func valuesCannotLeaveTheirPlace() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let text = try await visitor.get(try await opened(.page(Self.page), fixture, visitor)).text
            #expect(!text.contains("alert(1)</script>"))
            #expect(text.contains(#"{"name":"\u003c/script>\u003cscript>alert(1)\u003c/script>"}"#))
            #expect(text.contains("tea &quot;for two&quot; &lt;b&gt;"))
        }
    }

    @Test func aFormGoesToThePGInItsCharset() async throws {
        let fixture = try GatewayFixture()
        let form = CheckoutAction.form(
            action: "https://mobile.pg.example/pay",
            fields: [FormField("P_GOODS", "찻잔"), FormField("P_AMT", "12000")],
            charset: .cp949
        )
        try await fixture.serving { visitor in
            let shown = try await visitor.get(try await opened(form, fixture, visitor))
            #expect(shown.text.contains(#"accept-charset="euc-kr" action="https://mobile.pg.example/pay""#))
            #expect(shown.text.contains(#"name="P_GOODS" value="찻잔""#))
            #expect(shown.text.contains("<noscript><button>"))
            let policy = try #require(shown.headers[.contentSecurityPolicy])
            #expect(policy.contains("form-action 'self' https: https://mobile.pg.example"))
        }
    }

    @Test(arguments: [("Mozilla/5.0 (X11; Linux)", "desktop"), (phone, "mobile"), (app, "app")])
    func theDeviceDecidesTheWay(agent: String, way: String) async throws {
        let fixture = try GatewayFixture()
        let action = CheckoutAction.byDevice(
            desktop: .redirect("https://pg.example/desktop"),
            mobile: .redirect("https://pg.example/mobile"),
            inApp: .redirect("https://pg.example/app")
        )
        try await fixture.serving { visitor in
            let address = try await opened(action, fixture, visitor)
            let answer = try await visitor.get(address, headers: [.userAgent: agent])
            #expect(answer.status == .seeOther)
            #expect(answer.location == "https://pg.example/\(way)")
        }
    }

    @Test(arguments: [Language.korean, .english, .japanese, .chinese])
    func theWayBackIsThereInTheBuyersLanguage(language: Language) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let address = try await opened(.page(Self.page), fixture, visitor)
            let text = try await visitor.get(address, headers: [.acceptLanguage: language.rawValue]).text
            let words = PayWords(language).all
            #expect(text.contains(#"<html lang="\#(language.rawValue)">"#))
            #expect(text.contains(try #require(words["noScript"])))
            let back = try #require(text.firstMatch(of: #/id="pg-back" href="([^"]+)"/#)?.output.1)
            let home = try await visitor.comeBack(String(back).replacing("&amp;", with: "&"))
            #expect(home.resultCode == "9999")
        }
    }

    @Test(arguments: ["/pay/nothing", "/pay/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
    func anAddressWithoutAPaymentSaysSo(address: String) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.get(address)
            #expect(answer.status == .notFound)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        }
    }
}
