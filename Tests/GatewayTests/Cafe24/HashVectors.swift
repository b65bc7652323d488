import Testing

/// The worked examples of the contract (section C), computed with two other languages.
struct HashVector: Sendable, CustomTestStringConvertible {
    let id: String
    let key: String
    let message: String
    let digest: String

    var testDescription: String { id }

    static let serviceKey = "svc-test-key-0001"
    static let partner = "demomall:1:acct7f3a"
    static let order = "20220519-0000029"
    static let reservationKey = "testClientId000000000120220513-0000079"
    static let notification = "http://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"

    /// Of `hash`, `sri` and the fake PG's digest only the HMACs stand here.
    static let all: [HashVector] = signedByTheServiceKey + signedByOtherKeys

    private static let signedByTheServiceKey = [
        ("H1a", "3065.00PHP\(order)\(partner)", "051g24yZ+y+aAih/uQxQerIiJ2+z4md2mcexwK/rhOQ="),
        ("H1b", "12000KRW\(order)\(partner)", "ctmoVjGci3vy2FsRdfl0kp9o410ldn0qyMdGuniVu94="),
        ("H1c", "12000.00KRW\(order)\(partner)", "vn2/dcN/GWpgTRouTzBW0Trt0ydsuohopFw0bBgDpCg="),
        ("H1d", "3065PHP\(order)\(partner)", "khPRhKdGit++ukb6jg/wX3kqW7pQlTBDFT3Cm4BNs2c="),
        ("H2a", "3065.00PHP\(order)\(partner)pg-order-001", "prS41UsqefrKbS9WqKH/60hzBmFaFNx98mHWe80mPWc="),
        ("H2b", "0.00PHP\(order)\(partner)pg-order-001", "QSRfKu6re/j+Z5i54PxXRO8qkAo9Vs4GMdNVtN5C9rk="),
        ("H2c", "0PHP\(order)\(partner)pg-order-001", "qMy81lTCZW8tSf435uwMlexcuopqZq8zuRphjcrfNBU="),
        ("H2x", "3065.00PHPpg-order-001\(partner)pg-order-001", "+jtxVH8iY0d3vDCqueKduoV3gqGOdxcDSSJXCYc/nHY="),
        ("H3a", "3065.00PHP\(order)\(partner)pg-order-001", "prS41UsqefrKbS9WqKH/60hzBmFaFNx98mHWe80mPWc="),
        ("H3b", "1000.00PHP\(order)\(partner)pg-order-001", "WGJcCyGGLTt2ZlpOlAQk3e9jJMCga5F5vWvgbofKXEw="),
        (
            "H4a", "demomall1652408432testClientId0000000001mockbuyer",
            "PDh2KC5Pn7LDfVOphVtL9tLmwNsa5SfmeLgcbfNLMN4="
        ),
        (
            "H4b", "demomall1652408432testClientId0000000001CVID.4a525e5f5d",
            "1jIkYqT4DU1XTaq0D4zfRJRa9XxgOPePuutkgQGXb8c="
        ),
    ].map { HashVector(id: $0.0, key: serviceKey, message: $0.1, digest: $0.2) }

    private static let signedByOtherKeys = [
        HashVector(
            id: "H5a",
            key: reservationKey,
            message: "\"190020220513-00000791652408433\(notification)\"",
            digest: "fBc5tqqzTrzY6OE0Eh0NllLyAQjjEqiutYwKsBydD94="
        ),
        HashVector(
            id: "H5b",
            key: reservationKey,
            message: "190020220513-00000791652408433\(notification)",
            digest: "s5LkkvvLOzzLpdQ+sYJC9ivLelEp7Q/XeOyiR+nxeuE="
        ),
        HashVector(
            id: "H5c",
            key: reservationKey,
            message: "\"1900.0020220513-00000791652408433\(notification)\"",
            digest: "3EuW/yMlR48V1ShN6sk/6evDFSsrE6zkgt55b1wVieM="
        ),
        HashVector(
            id: "H6a",
            key: "zoQxSUptApmiFLRl2ChaxB",
            message: "is_multi_shop=T&lang=ko_KR&mall_id=jhbaek02&nation=KR&shop_no=1&timestamp=1622513360"
                + "&user_id=jhbaek02&user_name=jhbaek02&user_type=P",
            digest: "8+hYywQW5fBMpfbTlA1puAMpM91N0FYtrpzHYrdodDM="
        ),
        HashVector(
            id: "H6b",
            key: "testClientSecret000001",
            message: launch(userName: "%EB%8C%80%ED%91%9C%20%EA%B4%80%EB%A6%AC%EC%9E%90"),
            digest: "lrdQR856S9BNxQq/RDixUhuEbx/3QljXNW/4ddvp7vs="
        ),
        HashVector(
            id: "H6c",
            key: "testClientSecret000001",
            message: launch(userName: "%EB%8C%80%ED%91%9C+%EA%B4%80%EB%A6%AC%EC%9E%90"),
            digest: "VARj45QafKIH/qQjpmzklZrZkha+ydINqKEuZebF3ZY="
        ),
    ]

    static func launch(userName: String) -> String {
        "is_multi_shop=T&lang=ko_KR&mall_id=demomall&nation=KR&shop_no=1&timestamp=1652408432"
            + "&user_id=demomall&user_name=\(userName)&user_type=P"
    }

    static func named(_ id: String) -> HashVector? { all.first { $0.id == id } }
}
