import Testing

@testable import Providers

struct FormTextTests {
    @Test(arguments: [
        ("tea cup", "tea+cup"), ("a-b_c.d*e", "a-b_c.d*e"), ("a~b", "a%7Eb"), ("차", "%EC%B0%A8"),
        ("a&b=c", "a%26b%3Dc"),
    ])
    func textIsEncodedAsTheURLStandardSays(text: String, encoded: String) {
        #expect(FormText.encoded(text) == encoded)
    }

    @Test func aSegmentOfAPathKeepsNoSlashAndNoPlus() {
        #expect(FormText.pathSegment("a/b c") == "a%2Fb%20c")
    }
}
