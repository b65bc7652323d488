import ProviderKit
import Testing

struct ContractTests {
    @Test func aSettingAnswersAsWhatItIs() {
        #expect(SettingValue.number("7").integer == 7)
        #expect(SettingValue.number("0.02").integer == nil)
        #expect(SettingValue.string("7").integer == nil)
        #expect(SettingValue.bool(true).bool == true)
        #expect(SettingValue.list([.string("a")]).list == [.string("a")])
        #expect(SettingValue.object(["a": .bool(false)]).object?["a"] == .bool(false))
    }

    @Test func errorsSayTheirCodeFirst() {
        #expect(ProviderError(.unknown, "no answer").description == "unknown: no answer")
        #expect(ProviderError(.conflict, "other", providerCode: "E7").description == "conflict: other [E7]")
    }

    @Test func nothingCancelledIsZeroInTheCurrencyPaid() {
        let snapshot = PaymentSnapshot(.open, paid: .zero(.usd))
        #expect(snapshot.cancelled == .zero(.usd))
    }

    @Test func randomBytesAreAsManyAsAsked() {
        for count in [0, 1, 7, 8, 9, 20, 33] { #expect(SystemRandomSource().bytes(count).count == count) }
    }

    @Test func redirectsAreSeeOther() {
        #expect(PageResponse.seeOther("/x") == PageResponse(status: 303, headers: ["location": "/x"]))
        #expect(PageResponse.html("é").headers["content-type"] == "text/html; charset=utf-8")
        #expect(PageResponse.html("é").body == [0xC3, 0xA9])
    }
}
