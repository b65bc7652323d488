import ProviderKit
import Testing

struct LanguageTests {
    @Test(
        arguments: [
            (nil, .english), ("", .english), ("ko", .korean), ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", .korean),
            ("en-US,en;q=0.9,ko;q=0.8", .english), ("JA-jp", .japanese), ("zh-Hant-TW", .chinese), ("fr,de", .english),
            ("fr,ko;q=0.1", .korean), ("en;q=0.5, ko;q=0.9", .korean), ("ko;q=0,en;q=0.1", .english),
            ("ko;q=0", .english), ("*", .english), ("ko ; q=0.2 , ja ; q=0.3", .japanese), ("ko,ja", .korean),
            ("ko;q=abc,ja;q=0.1", .japanese), ("kok", .english), (";;,,;q=1", .english),
            ("ja;q=0.999,ko;q=1.0", .korean),
            ("ja;q=0.05,ko;q=0.1", .korean),
        ] as [(String?, Language)]
    )
    func theHighestWeightWins(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }

    @Test func textsFallBackToEnglish() {
        let text = LocalizedText("Pay", ko: "결제")
        #expect(text[.korean] == "결제")
        #expect(text[.english] == "Pay")
        #expect(text[.japanese] == "Pay")
        #expect(text[.chinese] == "Pay")
    }
}
