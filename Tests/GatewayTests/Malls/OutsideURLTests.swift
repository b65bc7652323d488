import Testing

@testable import Gateway

struct OutsideURLTests {
    private static let origins = AllowedOrigins(
        mall: "demomall",
        entries: ["shop.example.com", "http://127.0.0.1:9000", "https://secure.example:8443"]
    )

    @Test(arguments: [
        "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php", "https://demomall.cafe24.com",
        "http://demomall.cafe24shop.com/a", "http://m.demomall.cafe24.com:80/?a=b#c", "https://shop.example.com:443/",
        "https://www.shop.example.com/%ED%95%9C?x=%20&y=a+b", "https://demomall.cafe24shop.com?a=1/../..",
        "https://demomall.cafe24shop.com/a@b:c", "http://demomall.cafe24shop.com#@evil.example",
        "https://demomall.cafe24shop.com/a?next=https://evil.example/",
    ])
    func anAddressOfTheMallIsAllowed(text: String) throws {
        let url = try OutsideURL(text)
        #expect(Self.origins.admission(of: url) == .domain)
        #expect(url.text == text)
    }

    @Test(arguments: ["http://127.0.0.1:9000/Pay", "http://127.0.0.1:9000", "https://secure.example:8443/a"])
    func anOriginOfTheConfigurationIsAllowedToThePort(text: String) throws {
        #expect(Self.origins.admission(of: try OutsideURL(text)) == .origin)
    }

    @Test(arguments: [
        "https://evil.example/", "https://evil-demomall.cafe24shop.com/", "https://demomall.cafe24shop.com.evil.com/",
        "https://cafe24shop.com/", "https://other.cafe24shop.com/", "https://demomall.cafe24shop.com:8443/",
        "http://demomall.cafe24shop.com:443/", "https://demomall.cafe24shop.com:80/", "http://127.0.0.1/",
        "http://127.0.0.1:9001/", "https://127.0.0.1:9000/", "http://localhost:9000/", "https://secure.example/",
        "http://secure.example:8443/", "https://www.secure.example:8443/", "https://example.com/",
        "http://0x7f000001:9000/", "http://2130706433:9000/", "https://xn--demomall-x.cafe24shop.com.example/",
        "https://evil.example/https://demomall.cafe24shop.com/", "https://evil.example?@demomall.cafe24shop.com/",
    ])
    func anAddressElsewhereIsWellFormedButNotAllowed(text: String) throws {
        #expect(Self.origins.admission(of: try OutsideURL(text)) == nil)
    }

    /// Addresses that parsers may read in different ways.
    static let hostile: [(String, OutsideURLFault)] = [
        (#"https://evil.example\@demomall.cafe24shop.com/"#, .forbiddenByte),
        (#"https:\\demomall.cafe24shop.com/"#, .forbiddenByte),
        ("https://demomall.cafe24shop.com/\t", .forbiddenByte),
        ("https://demo\nmall.cafe24shop.com/", .forbiddenByte),
        (" https://demomall.cafe24shop.com/", .forbiddenByte),
        ("https://demomall.cafe24shop.com/\u{0}", .forbiddenByte),
        ("https://demomall.cafe24shop.com/한", .forbiddenByte),
        ("https://데모.cafe24shop.com/", .forbiddenByte),
        ("https://demomall。cafe24shop.com/", .forbiddenByte),
        ("https://demomall.cafe24shop.com/%", .forbiddenByte),
        ("https://demomall.cafe24shop.com/%4", .forbiddenByte),
        ("https://demomall.cafe24shop.com/%zz", .forbiddenByte),
        ("https://demomall.cafe24shop.com/\"", .forbiddenByte),
        ("https://demomall.cafe24shop.com/<a>", .forbiddenByte),
        ("https://demomall.cafe24shop.com/{a}|^`", .forbiddenByte),
        ("https://demomall.cafe24shop.com@evil.example/", .userInfo),
        ("https://user:pw@demomall.cafe24shop.com/", .userInfo),
        ("https://@demomall.cafe24shop.com/", .userInfo),
        ("https://evil.example%2F@demomall.cafe24shop.com/", .userInfo),
        ("https://DEMOMALL.cafe24shop.com/", .badHost),
        ("https://demomall.cafe24shop.com./", .badHost),
        ("https://.demomall.cafe24shop.com/", .badHost),
        ("https://a..demomall.cafe24shop.com/", .badHost),
        ("https://demomall%2ecafe24shop.com/", .badHost),
        ("https://demomall.cafe24shop.com%00/", .badHost),
        ("https://demo_mall.cafe24shop.com/", .badHost),
        ("https://[::1]/", .badHost),
        ("https://[::ffff:127.0.0.1]:9000/", .badHost),
        ("https://demomall.cafe24shop.com:/", .badHost),
        ("https://demomall.cafe24shop.com:0/", .badHost),
        ("https://demomall.cafe24shop.com:0443/", .badHost),
        ("https://demomall.cafe24shop.com:+443/", .badHost),
        ("https://demomall.cafe24shop.com:443:443/", .badHost),
        ("https://demomall.cafe24shop.com:65536/", .badHost),
        ("https://demomall.cafe24shop.com:443a/", .badHost),
        ("https:///demomall.cafe24shop.com/", .badHost),
        ("https:////demomall.cafe24shop.com/", .badHost),
        ("https://", .badHost),
        ("https://?demomall.cafe24shop.com", .badHost),
        ("//demomall.cafe24shop.com/", .noWebAddress),
        ("https:demomall.cafe24shop.com/", .noWebAddress),
        ("https:/demomall.cafe24shop.com/", .noWebAddress),
        ("/Pay/Recv", .noWebAddress),
        ("javascript:alert(1)", .noWebAddress),
        ("javascript://demomall.cafe24shop.com/", .noWebAddress),
        ("ftp://demomall.cafe24shop.com/", .noWebAddress),
        ("HTTPS://demomall.cafe24shop.com/", .noWebAddress),
        ("", .noWebAddress),
        ("https://demomall.cafe24shop.com/" + String(repeating: "a", count: 2017), .tooLong),
    ]

    @Test(arguments: hostile)
    func anAddressThatCanBeReadInTwoWaysIsRefused(text: String, fault: OutsideURLFault) {
        #expect(throws: fault) { try OutsideURL(text) }
    }

    @Test func twoThousandAndFortyEightBytesAreTaken() throws {
        let text = "https://demomall.cafe24shop.com/" + String(repeating: "a", count: 2016)
        #expect(try OutsideURL(text).text.utf8.count == 2048)
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example?k=v"), ("https://a.example/b", "https://a.example/b?k=v"),
        ("https://a.example/b?", "https://a.example/b?k=v"), ("https://a.example/?x=1", "https://a.example/?x=1&k=v"),
        ("https://a.example/?x=1&", "https://a.example/?x=1&k=v"),
        ("https://a.example/?x#f", "https://a.example/?x&k=v#f"),
        ("https://a.example#f?g", "https://a.example?k=v#f?g"),
        ("https://a.example/%2f?%20=+", "https://a.example/%2f?%20=+&k=v"),
        ("https://a.example/?k=w", "https://a.example/?k=w&k=v"),
    ])
    func parametersAreMergedAndNothingElseChanges(text: String, merged: String) throws {
        #expect(AddressQuery.adding([("k", "v")], to: text) == merged)
        #expect(AddressQuery.adding([], to: text) == text)
    }

    @Test func valuesAreEncodedToTheLastReservedByte() throws {
        let items = [("a b", "{\"x\":\"한/+&=#%\"}"), ("n", "-._~09azAZ")]
        let added = AddressQuery.adding(items, to: "https://a.example/")
        #expect(added == "https://a.example/?a%20b=%7B%22x%22%3A%22%ED%95%9C%2F%2B%26%3D%23%25%22%7D&n=-._~09azAZ")
    }
}
