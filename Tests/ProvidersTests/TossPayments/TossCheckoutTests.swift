import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct TossCheckoutTests {
    @Test func thePageHandsOverWhatTheWindowTakes() async throws {
        let visit = try await TossVisit()
        let page = try #require(visit.page)
        #expect(page.scripts == ["https://js.tosspayments.com/v2/standard"])
        #expect(page.opener == .sameOriginAllowPopups)
        #expect(page.fields.isEmpty)
        let urls = visit.order.urls
        let choices = try ["CARD", "TRANSFER", "VIRTUAL_ACCOUNT", "MOBILE_PHONE"].map { method in
            [
                "label": try #require(TossMethod(rawValue: method)).label.byLanguage,
                "request": [
                    "method": method, "amount": ["currency": "KRW", "value": 15_000],
                    "orderId": visit.order.key.text, "orderName": visit.order.title, "successUrl": urls.success,
                    "failUrl": urls.failure, "customerName": "김하나", "customerEmail": "buyer@example.com",
                    "customerMobilePhone": "01012345678",
                ] as [String: Any],
            ] as [String: Any]
        }
        let expected: NSDictionary = ["clientKey": "test_ck_Fake0000000000000000", "choices": choices]
        #expect(try fields(page.data.utf8) == expected)
        #expect(visit.bench.line.calls.isEmpty)
        #expect(visit.session.references.isEmpty)
    }

    @Test func dollarsArePaidByPayPal() async throws {
        let visit = try await TossVisit(Money(1_050, .usd))
        let data = try fields(try #require(visit.page).data.utf8)
        let choices = try #require(data["choices"] as? [[String: Any]])
        let request = try #require(choices.first?["request"] as? NSDictionary)
        #expect(choices.count == 1)
        #expect(request["method"] as? String == "FOREIGN_EASY_PAY")
        #expect(request["amount"] as? NSDictionary == ["currency": "USD", "value": 10.5])
        #expect(request["foreignEasyPay"] as? NSDictionary == ["provider": "PAYPAL", "country": "KR"])
    }

    @Test(arguments: [
        (200, true, ["CARD", "TRANSFER", "VIRTUAL_ACCOUNT", "MOBILE_PHONE"]),
        (200, false, ["CARD", "TRANSFER", "MOBILE_PHONE"]),
        (199, true, ["CARD", "MOBILE_PHONE"]),
    ])
    func onlyWhatSuitsTheOrderIsOffered(won: Int64, allowsDelayed: Bool, methods: [String]) async throws {
        let visit = try await TossVisit(Money(won, .krw), allowsDelayed: allowsDelayed)
        let data = try fields(try #require(visit.page).data.utf8)
        let choices = try #require(data["choices"] as? [[String: Any]])
        #expect(choices.compactMap { ($0["request"] as? [String: Any])?["method"] as? String } == methods)
    }

    @Test func aDepositIsNotOfferedWhereNobodyCouldTellOfIt() async throws {
        let visit = try await TossVisit(allowsDelayed: false)
        await #expect(throws: (any Error).self) { try await visit.back(.choosesDeposit) }
    }

    @Test(arguments: [Money(99, .krw), Money(15_000, .jpy)])
    func whatTossDoesNotTakeIsRefusedBeforeAnybodyIsAsked(amount: Money) async throws {
        let error = await #expect(throws: ProviderError.self) { try await TossVisit(amount) }
        #expect(error?.code == .invalidRequest)
    }

    @Test func longTitlesAreCutAndPhonesAreDigits() async throws {
        let bench = try ConformanceBench(TossPayments.self, account: FakeTossPayments.account()) {
            FakeTossPayments(clock: $0)
        }
        var order = bench.order(FakeTossPayments.amount)
        order.title = String(repeating: "찻", count: 120)
        order.buyer.phone = "010-1234-5678"
        order.taxFree = Money(5_000, .krw)
        let session = try await bench.provider.checkout(order)
        guard case .page(let page) = session.action else { throw ProviderError(.unknown, "no page") }
        let choices = try #require(try fields(page.data.utf8)["choices"] as? [[String: Any]])
        let request = try #require(choices.first?["request"] as? [String: Any])
        #expect((request["orderName"] as? String)?.count == 100)
        #expect(request["customerMobilePhone"] as? String == "01012345678")
        #expect(request["taxFreeAmount"] as? Int == 5_000)
        // The page is in the browser's language, whatever the order's is.
        let label = ["ko": "카드·간편결제", "en": "Card or easy pay", "ja": "カード・簡単決済", "zh": "银行卡·快捷支付"]
        #expect(choices.first?["label"] as? [String: String] == label)
    }
}

extension TossVisit {
    fileprivate var page: HostedPage? {
        if case .page(let page) = session.action { page } else { nil }
    }
}
