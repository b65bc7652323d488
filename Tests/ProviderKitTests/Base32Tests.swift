import Testing

@testable import ProviderKit

struct Base32Tests {
    /// RFC 4648, section 10, in lower case and without padding.
    @Test(arguments: [
        ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
        ("foobar", "mzxw6ytboi"),
    ])
    func bytesBecomeTheDigitsOfTheStandard(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }

    @Test func extremesOfTwentyBytesAreThirtyTwoDigits() {
        #expect(Base32.encode([UInt8](repeating: 0, count: 20)) == String(repeating: "a", count: 32))
        #expect(Base32.encode([UInt8](repeating: 255, count: 20)) == String(repeating: "7", count: 32))
    }

    @Test func digitsAreLowerCaseLettersAndTwoToSeven() {
        let digits = String(decoding: (UInt8.min...UInt8.max).filter(Base32.isDigit), as: UTF8.self)
        #expect(digits == "234567abcdefghijklmnopqrstuvwxyz")
    }
}
