import ProviderKit
import Testing

struct InboundMessageTests {
    private func form(query: String = "", body: String = "", type: String = "application/x-www-form-urlencoded")
        -> InboundMessage
    {
        InboundMessage(
            method: "POST",
            path: "/",
            query: query,
            headers: ["content-type": type],
            body: Array(body.utf8)
        )
    }

    @Test(arguments: [
        ("a=1&b=2", ["a": "1", "b": "2"]), ("a=1&a=2", ["a": "2"]), ("a", ["a": ""]), ("a=", ["a": ""]),
        ("a=b=c", ["a": "b=c"]), ("a+b=c+d", ["a b": "c d"]), ("a=%2B%26%3d", ["a": "+&="]), ("&&a=1&", ["a": "1"]),
        ("a=%ED%95%9C%EA%B8%80", ["a": "한글"]), ("a=한글", ["a": "한글"]), ("a=%zz%4", ["a": "%zz%4"]),
        ("a=%FF", ["a": "\u{FFFD}"]), ("", [:]),
    ])
    func queriesAreDecoded(query: String, fields: [String: String]) {
        #expect(InboundMessage(method: "GET", path: "/", query: query).form() == fields)
    }

    @Test(arguments: [
        ("a=%C7%D1%B1%DB", "한글"), ("a=%8Cc", "똠"), ("a=%8c%63", "똠"), ("a=plain+text", "plain text"),
        ("a=%C7%D1+%8C%63", "한 똠"),
    ])
    func koreanFormsAreDecoded(body: String, text: String) {
        #expect(form(body: body).form(.cp949)["a"] == text)
    }

    @Test func rawKoreanBytesAreDecodedToo() {
        let body: [UInt8] = Array("a=".utf8) + [0xC7, 0xD1, 0xB1, 0xDB, 0x8C, 0x63]
        let headers = ["content-type": "application/x-www-form-urlencoded; charset=euc-kr"]
        let message = InboundMessage(method: "POST", path: "/", headers: headers, body: body)
        #expect(message.form(.cp949) == ["a": "한글똠"])
    }

    /// `0xFF` begins no character of the code page; `0xC7` begins one that a space, a letter or the end cuts short.
    @Test(arguments: [
        ("ok%FFok", "ok\u{FFFD}ok"), ("%C7%D1%FF%B1%DB", "한\u{FFFD}글"), ("%C7", "\u{FFFD}"), ("%C7+a", "\u{FFFD} a"),
        ("%C7%D1%B1", "한\u{FFFD}"), ("%80x", "\u{FFFD}x"), ("%C7%0D", "\u{FFFD}\r"),
    ])
    func brokenKoreanBytesAreReplacedAndTheRestIsKept(body: String, text: String) {
        #expect(form(body: "a=" + body).form(.cp949)["a"] == text)
    }

    @Test func theBodyWinsOverTheQuery() {
        #expect(
            form(query: "a=query&b=query", body: "a=body&c=body").form() == ["a": "body", "b": "query", "c": "body"]
        )
    }

    @Test func aBodyOfAnotherTypeIsNoForm() {
        #expect(form(query: "a=1", body: "a=2", type: "application/json").form() == ["a": "1"])
        #expect(form(body: "a=2", type: "Application/X-WWW-Form-Urlencoded; charset=utf-8").form() == ["a": "2"])
    }
}
