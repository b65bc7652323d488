import ProviderKit
import Testing

struct SignatureTests {
    /// RFC 4231, test cases 1 and 2, whose keys are text.
    @Test(arguments: [
        (
            String(repeating: "\u{0b}", count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "Jefe", "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
    ])
    func hmacIsThatOfTheStandard(key: String, message: String, digest: String) {
        #expect(Signature.hmacSHA256(message.utf8, key: Secret(key)).hexadecimal == digest)
    }

    /// RFC 4231, test case 4: a message of fifty bytes 0xcd, which is no text.
    @Test func hmacSignsBytesThatAreNoText() {
        let key = Secret(String(decoding: 1...25 as ClosedRange<UInt8>, as: UTF8.self))
        let digest = Signature.hmacSHA256([UInt8](repeating: 0xcd, count: 50), key: key)
        #expect(digest.hexadecimal == "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")
    }

    @Test(
        arguments: [
            ("abc", "abc", true), ("abd", "abc", false), ("Abc", "abc", false), ("ab", "abc", false),
            ("abcd", "abc", false),
            ("", "abc", false), ("", "", true), (nil, "abc", false), (nil, "", false),
        ] as [(String?, String, Bool)]
    )
    func onlyEqualSignaturesMatch(given: String?, expected: String, matches: Bool) {
        #expect(Signature.matches(given, expected) == matches)
    }

    @Test func bytesPrintAsHexadecimalAndBase64() {
        let bytes: [UInt8] = [0, 1, 15, 16, 127, 128, 255]
        #expect(bytes.hexadecimal == "00010f107f80ff")
        #expect(bytes.base64 == "AAEPEH+A/w==")
        #expect([UInt8]().hexadecimal.isEmpty)
    }
}
