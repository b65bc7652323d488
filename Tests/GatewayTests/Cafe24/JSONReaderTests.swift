import Testing

@testable import Gateway

struct JSONReaderTests {
    @Test(arguments: ["3065.00", "0", "-0.0", "1e5", "12E-7", "9007199254740993", "-12.50"])
    func aNumberKeepsItsLexeme(lexeme: String) throws {
        guard case .number(let read) = try JSONReader.read(Array(" \(lexeme)\n".utf8)) else {
            Issue.record("\(lexeme) is no number")
            return
        }
        #expect(read == lexeme)
    }

    @Test(arguments: [
        (#""plain""#, "plain"), (#""한국 ✓""#, "한국 ✓"), (#""\ud55c\uad6d""#, "한국"), (#""\uD83D\ude00!""#, "😀!"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"), (#""\u0000""#, "\u{0}"), (#""""#, ""),
        (#""a\u0041한""#, "aA한"),
    ])
    func aStringIsUnescaped(json: String, text: String) throws {
        #expect(try JSONReader.read(Array(json.utf8)).string == text)
    }

    @Test func objectsAndArraysKeepTheirBytes() throws {
        let inner = #"{ "b" : 1.50,"a":[ 1, {"x":null} ] }"#
        let value = try JSONReader.read(Array(#"{"k": true, "extra_data":\#(inner) , "z":[]}"#.utf8))
        guard case .object(let members, let raw) = value["extra_data"] else {
            Issue.record("no object")
            return
        }
        #expect(String(decoding: raw, as: UTF8.self) == inner)
        #expect(members.map(\.key) == ["b", "a"])
    }

    /// The text, and where and why it is refused.
    static let faulty: [(String, String)] = [
        ("", "line 1, column 1: a value is missing"),
        ("  \n ", "line 2, column 2: a value is missing"),
        ("nul", "line 1, column 1: a value is expected"),
        ("'a'", "line 1, column 1: a value is expected"),
        ("+1", "line 1, column 1: a value is expected"),
        (".5", "line 1, column 1: a value is expected"),
        ("NaN", "line 1, column 1: a value is expected"),
        ("5.", "line 1, column 3: a digit is missing"),
        ("-", "line 1, column 2: a digit is missing"),
        ("1e", "line 1, column 3: a digit is missing"),
        ("01", "line 1, column 2: there is something behind the end"),
        ("{} {}", "line 1, column 4: there is something behind the end"),
        ("{\"a\":1,}", "line 1, column 8: a key is missing"),
        ("{a:1}", "line 1, column 2: a key is missing"),
        ("{\"a\" 1}", "line 1, column 6: a colon is missing"),
        ("{\"a\":1 \"b\":2}", "line 1, column 8: a comma or } is missing"),
        ("{\"a\":", "line 1, column 6 (a): a value is missing"),
        ("[1,]", "line 1, column 4 (1): a value is expected"),
        ("[1 2]", "line 1, column 4: a comma or ] is missing"),
        ("[1", "line 1, column 3: a comma or ] is missing"),
        ("// a\n1", "line 1, column 1: a value is expected"),
        ("\"abc", "line 1, column 1: the string has no end"),
        ("\"abc\\", "line 1, column 6: the string has no end"),
        ("\"a\tb\"", "line 1, column 3: a control character stands in a string"),
        ("\"\\n\n\"", "line 1, column 4: a control character stands in a string"),
        ("\"\\x\"", "line 1, column 3: JSON knows no such escape"),
        ("\"\\u12g4\"", "line 1, column 6: four hexadecimal digits are expected"),
        ("\"\\ud800\"", "line 1, column 4: half of a surrogate pair stands alone"),
        ("\"\\ud800\\u0041\"", "line 1, column 4: half of a surrogate pair stands alone"),
        ("\"\\udc00\\ud800\"", "line 1, column 4: half of a surrogate pair stands alone"),
        ("{\n \"a\": {\"b\": 1,\n \"b\": 2}}", "line 3, column 2 (a.b): the key is there twice"),
        ("{\"a\":1,\"\\u0061\":2}", "line 1, column 8 (a): the key is there twice"),
        ("{\"malls\":[{\"x\":tru}]}", "line 1, column 16 (malls.0.x): a value is expected"),
        ("\u{FEFF}{}", "line 1, column 1: a value is expected"),
    ]

    @Test(arguments: faulty)
    func aFaultIsNamedWithItsPlace(json: String, description: String) throws {
        let fault = #expect(throws: JSONFault.self) { try JSONReader.read(Array(json.utf8)) }
        #expect(fault?.description == description)
    }

    @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) {
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
    }

    @Test func sixteenLevelsAreReadAndNoMore() throws {
        let nested = { (depth: Int) in
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSONReader.read(nested(16)) }
        #expect(throws: JSONFault.self) { try JSONReader.read(nested(17)) }
        #expect(throws: JSONFault.self) { try JSONReader.read(Array(repeating: UInt8(ascii: "["), count: 200_000)) }
    }

    @Test func aKeyTwiceIsFoundAmongManyToo() throws {
        let members = (0..<5000).map { "\"k\($0)\":\($0)" }
        #expect(throws: Never.self) { try JSONReader.read(Array("{\(members.joined(separator: ","))}".utf8)) }
        let twice = (members + ["\"k17\":0"]).joined(separator: ",")
        let fault = #expect(throws: JSONFault.self) { try JSONReader.read(Array("{\(twice)}".utf8)) }
        #expect(fault?.path == ["k17"])
    }
}
