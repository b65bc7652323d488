import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Where buyers are sent: the gateway hands the address to Cafe24, or the browser straight to it.
struct PayPalPageTests {
    private static let standIn = "http://127.0.0.1:9000"

    @Test(arguments: [
        ("https://www.paypal.com/checkoutnow?token=O1", true), ("\(standIn)/checkoutnow?token=O1", true),
        ("\(standIn)@evil.example/", false), ("\(standIn)1/", false), ("http://www.paypal.com/checkoutnow", false),
        ("javascript:alert(1)", false), ("//www.paypal.com/", false), ("https:///checkoutnow", false),
        ("https://www.paypal.com@evil.example/", false), ("https://www.paypal.com/\\r\\nset-cookie:a", false),
        ("", false),
    ])
    func aPayerLinkIsTakenWhereItIsSafe(link: String, isTaken: Bool) async throws {
        let scene = try PayPalScene()
        let opened = """
            {"id":"O1","status":"PAYER_ACTION_REQUIRED","links":[{"href":"\(link)","rel":"payer-action"}],
            "purchase_units":[{"custom_id":"\(scene.order.key.text)",
            "amount":{"currency_code":"USD","value":"12.34"}}]}
            """
        let script = PayPalScript().answer("POST /v2/checkout/orders", 201, opened)
        let provider = try PayPal.scripted(script, settings: ["baseURL": .string(Self.standIn)])
        do throws(ProviderError) {
            _ = try await provider.checkout(scene.order)
            #expect(isTaken)
        } catch {
            #expect(!isTaken && error.code == .unknown)
        }
    }

    @Test func aNewPayerLinkThatIsNotSafeIsNotFollowed() async throws {
        let payment = ScriptedPayment()
        let link = #""links":[{"rel":"payer-action","href":"javascript:alert(1)"}],"debug_id""#
        let words = ScriptedPayment.words("PAYER_ACTION_REQUIRED").replacing(#""debug_id""#, with: link)
        let script = PayPalScript()
            .answer(ScriptedPayment.order, 200, payment.order("APPROVED"))
            .answer(ScriptedPayment.capturing, 422, words)
        let snapshot = try await PayPal.scripted(script)
            .verify(.inquiry, of: payment.reference(), approval: payment.operation)
        #expect(snapshot.status == .buyerActs(resume: "https://www.sandbox.paypal.com/checkoutnow?token=O1"))
    }
}
