import Testing

@testable import Cafe24Sandbox

struct WireTests {
    @Test(arguments: [
        #"{"amount":3065.00,"z":1,"a":[true,false,null,-1.5e+3]}"#,
        #"{"text":"line\nquote\" back\\ tab\t é 차 😀"}"#,
        "[]", "{}", "0", #""""#,
    ])
    func jsonIsWrittenAsItWasRead(text: String) throws {
        #expect(try SandboxJSON(parsing: text).compact == text)
    }

    @Test func escapesAreRead() throws {
        #expect(try SandboxJSON(parsing: #""\u00e9\ud83d\ude00\/""#) == "é😀/")
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "01", "1.", "tru", "\"\n\"",
        #""\ud83d""#, #""\u12g4""#, "{} {}", "[1 2]", #"{"a":1,"a":2}"#,
        String(repeating: "[", count: 1000),
    ])
    func brokenJSONIsRefused(text: String) {
        #expect(throws: JSONReader.Fault.self) { try SandboxJSON(parsing: text) }
    }

    @Test func orderOfMembersHasNoMeaning() {
        let one: SandboxJSON = ["a": "1", "b": ["c": "2", "d": "3"]]
        #expect(one.means(["b": ["d": "3", "c": "2"], "a": "1"]))
        #expect(!one.means(["b": ["d": "3", "c": "4"], "a": "1"]))
        #expect(!one.means(["a": "1"]))
    }

    @Test func formsAreReadAsPHPReadsThem() {
        let fields = FormText.read("a=1+2%2B3&b&c=%zz%EC%B0%A8=")
        #expect(fields.map(\.name) == ["a", "b", "c"])
        #expect(fields.map(\.value) == ["1 2+3", "", "%zz차="])
    }

    @Test func formsComeBackAsTheyWereWritten() {
        let fields = [FormText.Field(name: "a b", value: "1+2=3&4"), FormText.Field(name: "차", value: "😀%")]
        #expect(FormText.read(FormText.write(fields)) == fields)
    }

    @Test func redirectIsTakenApart() {
        let redirect = ReturnRedirect.parse(
            "http://mall.test/rtn.php?result_code=0000&result_message=all+well&key=k%2B1&extra_data=%7B%22a%22%3A1%7D#x"
        )
        #expect(redirect.address == "http://mall.test/rtn.php")
        #expect(redirect.resultCode == "0000")
        #expect(redirect.resultMessage == "all well")
        #expect(redirect.key == "k+1")
        #expect(redirect.extraData == ["a": .number("1")])
    }

    @Test(arguments: [
        ("https://pay.test/p?key=1", true), ("http://127.0.0.1:8080/p", true),
        ("javascript:alert(1)", false), ("https://pay.test/\"onclick=", false), ("https://pay.test/차", false),
        ("/orders", false), ("https://pay.test/\u{301}", false), ("https://pay.test/\r\nx:y", false),
    ])
    func onlyPlainWebAddressesAreFollowed(address: String, safe: Bool) {
        #expect(WebAddress.isSafe(address) == safe)
    }
}
