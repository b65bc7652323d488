import ProviderKit
import Testing

@testable import Gateway

/// Texts that the contract does not promise: whatever they hold, they refuse nothing.
struct WordsTests {
    static let texts: [(json: String, words: String?)] = [
        (#"" Mug ""#, "Mug"), ("12.50", "12.50"), (#""a\r\nb\tc\u0000d\u007Fe""#, "a  b c d e"),
        (#""a\u2028b\u2029c\u0085d""#, "a b c d"), (#""1234567890123""#, "1234567890"), (#""한국말이다""#, "한국말"),
        (#""123456789 123""#, "123456789"), (#""👨‍👩‍👧‍👦""#, nil), (#""\n\u0000 ""#, nil), ("true", nil), ("null", nil),
        (#"{"a":"b"}"#, nil), (#"["a"]"#, nil),
    ]

    @Test(arguments: texts)
    func whatIsLeftIsAShortTextOnOneLine(json: String, words: String?) throws {
        #expect(try JSONReader.read(Array(json.utf8)).words(max: 10) == words)
    }

    @Test(arguments: [
        ("kim@example.com", true), ("a.b+c@mail.example.co.kr", true), ("", false), ("kim", false),
        ("@example.com", false), ("kim@", false), ("kim@example", false), ("kim @example.com", false),
        ("kim@example.com, lee@example.com", false),
        ("kim\r\nBcc: lee@example.com", false), ("김@example.com", false), ("a@b@example.com", false),
        (String(repeating: "x", count: 250) + "@example.com", false), (String(repeating: "x", count: 9000), false),
    ])
    func anAddressThatIsNoneIsAbsent(text: String, isOne: Bool) throws {
        let fields = try RequestFields(
            method: "POST",
            contentType: "application/json",
            query: "",
            body: Array(#"{"buyer_email":\#(JSONText.quoted(text))}"#.utf8)
        )
        #expect(Buyer(fields).email == (isOne ? text : nil))
    }

    static let languages: [(json: String, language: Language?)] = [
        (#""ko_KR""#, .korean), (#""EN""#, .english), (#""ja, en;q=0.9, ko;q=0.1""#, .japanese), (#""xx""#, nil),
        (#""k\no""#, nil), ("7", nil), (#"["ko"]"#, nil), (#"{"ko":1}"#, nil), ("false", nil),
    ]

    @Test(arguments: languages)
    func aLanguageThatIsNoneIsAbsent(json: String, language: Language?) throws {
        let body = #"{"language":\#(json)}"#
        let fields = try RequestFields(method: "POST", contentType: "text/json", query: "", body: Array(body.utf8))
        #expect(fields.language == language)
    }
}
