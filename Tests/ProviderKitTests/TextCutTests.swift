import ProviderKit
import Testing

struct TextCutTests {
    @Test(arguments: [
        ("한글 상품", 2, "한글"), ("abc", 5, "abc"), ("abc", 0, ""), ("e\u{301}a", 1, "e\u{301}"), ("👨‍👩‍👧a", 1, "👨‍👩‍👧"),
    ])
    func charactersAreThoseOfAPerson(text: String, limit: Int, cut: String) {
        #expect(TextCut.characters(text, atMost: limit) == cut)
    }

    @Test(arguments: [
        ("한글", 6, FormCharset.utf8, "한글"), ("한글", 5, .utf8, "한"), ("한글", 2, .utf8, ""), ("한글", 4, .cp949, "한글"),
        ("한글", 3, .cp949, "한"), ("똠a", 3, .cp949, "똠a"), ("a👍한", 3, .cp949, "a한"), ("a👍한", 5, .utf8, "a👍"),
        ("한a", 2, .utf8, ""), ("", 0, .utf8, ""),
    ])
    func bytesAreThoseOfTheCharset(text: String, limit: Int, charset: FormCharset, cut: String) {
        #expect(TextCut.bytes(text, atMost: limit, in: charset) == cut)
    }
}
