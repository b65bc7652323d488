import Testing

@testable import Gateway

struct RequestFieldsTests {
    private static let boundary = "multipart/form-data; boundary=xyz"
    private static func part(_ name: String, _ value: String) -> String {
        "--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    /// The same request in every way it may be sent.
    static let ways: [(type: String?, query: String, body: String)] = [
        ("application/json", "", #"{"amount":"3065.00","order_id":" A-1 ","shop_no":1,"name":"김 +"}"#),
        ("application/json; charset=utf-8", "", #"  {"amount":3065.00,"order_id":"A-1","shop_no":"1","name":"김 +"}"#),
        ("text/JSON", "", #"{"amount":3065.00,"order_id":"A-1","shop_no":1,"name":"김 +","extra":[{}]}"#),
        ("application/json", "", "\u{FEFF}" + #"{"amount":"3065.00","order_id":"A-1","shop_no":1,"name":"김 +"}"#),
        ("application/x-www-form-urlencoded", "", "amount=3065.00&order_id=A-1&shop_no=1&name=%EA%B9%80+%2B"),
        ("application/json charset-utf-8", "", "amount=3065.00&order_id=+A-1+&shop_no=1&name=%ea%b9%80%20%2B"),
        (nil, "", "amount=3065.00&order_id=A-1&shop_no=1&name=김+%2B&&"),
        (nil, "amount=3065.00&order_id=A-1&shop_no=1&name=%EA%B9%80%20%2B", ""),
        ("application/json", "amount=3065.00&order_id=B-2", #"{"order_id":"A-1","shop_no":1,"name":"김 +"}"#),
        (
            boundary, "",
            part("amount", "3065.00") + part("order_id", "A-1") + part("shop_no", "1") + part("name", "김 +")
                + "--xyz--\r\n"
        ),
    ]

    @Test(arguments: ways)
    func everyWayOfSendingGivesTheSameFields(type: String?, query: String, body: String) throws {
        let fields = try fields(type, body, query: query)
        #expect(fields["amount"] == "3065.00")
        #expect(fields["order_id"] == "A-1")
        #expect(fields["shop_no"] == "1")
        #expect(fields["name"] == "김 +")
        #expect(fields["tid"] == nil)
    }

    @Test(arguments: [#"{"a":""}"#, #"{"a":" \t\n"}"#, #"{"a":null}"#, "{}", #"{"a":{}}"#])
    func whatIsEmptyOrNoScalarIsAbsent(body: String) throws {
        #expect(try fields("application/json", body)["a"] == nil)
    }

    @Test func anEmptyValueInTheBodyWinsOverTheQuery() throws {
        #expect(try fields("application/json", #"{"a":null,"b":""}"#, query: "a=1&b=2")["a"] == nil)
        #expect(try fields(nil, "b=", query: "b=2")["b"] == nil)
    }

    @Test func aGetHasNoBody() throws {
        let fields = try RequestFields(
            method: "GET",
            contentType: "application/json",
            query: "a=1",
            body: Array("{".utf8)
        )
        #expect(fields["a"] == "1")
    }

    @Test func booleansAreWords() throws {
        let fields = try fields("application/json", #"{"yes":true,"no":false}"#)
        #expect(fields["yes"] == "true")
        #expect(fields["no"] == "false")
    }

    /// Type, body, and what is said of it.
    static let refused: [(String?, String, String)] = [
        ("application/json", #"{"a":1,}"#, "body is not JSON: line 1, column 8: a key is missing"),
        ("application/json", #"{"a":1,"a":1}"#, "body is not JSON: line 1, column 8 (a): the key is there twice"),
        ("application/json", "[1]", "body is an array where an object is expected"),
        (nil, "a=%4", "a has a percent sign without two digits"),
        (nil, "a=%zz", "a has a percent sign without two digits"),
        (nil, "a=%ff", "a is not UTF-8"),
        (nil, "%ff=a", "a form field's name is not UTF-8"),
        (nil, String(repeating: "a&", count: 1025), "form has more than 1024 fields"),
        (nil, "a[b" + String(repeating: "][b", count: 15) + "]=1", "a is nested more than 16 levels deep"),
        ("multipart/form-data", "x", "multipart body has no boundary"),
        (boundary, "x", "multipart body has no part"),
        (boundary, "--xyz\r\n", "multipart body has no end"),
        (boundary, part("a", "1"), "multipart body has no end"),
        (boundary, "--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xyz--", "a part of the multipart body has no name"),
        (
            boundary, "--xyz\r\ncontent-disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nx\r\n--xyz--",
            "a is a file"
        ),
        (
            boundary, (0..<65).map { part("a\($0)", "") }.joined() + "--xyz--",
            "multipart body has more than 64 parts"
        ),
    ]

    @Test(arguments: refused)
    func aBodyThatIsNotWhatItBeginsToBeIsRefused(type: String?, body: String, description: String) {
        let fault = #expect(throws: RequestFault.self) { try fields(type, body) }
        #expect(fault?.description == description)
    }

    @Test func sixtyFourPartsAreTaken() throws {
        let body = (0..<64).map { Self.part("a\($0)", "\($0)") }.joined() + "--xyz--"
        #expect(try fields(Self.boundary, body)["a63"] == "63")
    }

    @Test func boundsNameTheField() throws {
        let fields = try fields("application/json", #"{"a":"12345","b":"1\u00002","c":{"x":1},"d":"한","f":true}"#)
        let faults = [("a", 4), ("b", 9), ("c", 9), ("d", 2), ("e", 9), ("f", 9)].map { name, max in
            #expect(throws: RequestFault.self) { try fields.required(name, max: max) }?.description
        }
        #expect(
            faults == [
                "a is longer than 4 bytes", "b has control characters", "c is not a plain value",
                "d is longer than 2 bytes", "e is missing", "f is neither text nor a number",
            ]
        )
        #expect(try fields.required("a", max: 5) == "12345")
        #expect(try fields.optional("e", max: 5) == nil)
    }

    /// Type, body, and the text of `extra_data`.
    static let extras: [(String?, String, String?)] = [
        ("application/json", #"{"extra_data":{ "LogKey":"PGP","n":1.50 }}"#, #"{ "LogKey":"PGP","n":1.50 }"#),
        ("application/json", #"{"extra_data":" {\"LogKey\":\"P/\"}"}"#, #"{"LogKey":"P/"}"#),
        ("application/json", #"{"extra_data":null}"#, nil),
        ("application/json", #"{"extra_data":[]}"#, nil),
        ("application/json", #"{"extra_data":""}"#, nil),
        ("application/json", "{}", nil),
        (nil, "extra_data=%7B%22LogKey%22%3A%22P%22%7D", #"{"LogKey":"P"}"#),
        (
            nil, "extra_data[LogKey]=P%22&extra_data%5Bmore%5D%5Bdeep%5D=%ED%95%9C&extra_data[more][n]=1",
            #"{"LogKey":"P\"","more":{"deep":"한","n":"1"}}"#
        ),
        (nil, "extra_data[]=a&extra_data[]=b", #"{"0":"a","1":"b"}"#),
        (nil, "extra_data[a]=1&extra_data[a]=2", #"{"a":"2"}"#),
        (boundary, part("extra_data[a]", "1\r\n2") + "--xyz--", #"{"a":"1\r\n2"}"#),
    ]

    @Test(arguments: extras)
    func extraDataIsTheTextOfAnObject(type: String?, body: String, text: String?) throws {
        #expect(try fields(type, body).raw("extra_data") == text)
    }

    @Test(arguments: [
        (#"{"extra_data":1}"#, "extra_data is not a JSON object"),
        (#"{"extra_data":[1]}"#, "extra_data is not a JSON object"),
        (#"{"extra_data":"\"a\""}"#, "extra_data is not a JSON object"),
        (#"{"extra_data":"{"}"#, "extra_data is not JSON: line 1, column 2: a key is missing"),
        (#"{"extra_data":{"a":"\#(String(repeating: "x", count: 16384))"}}"#, "extra_data is longer than 16384 bytes"),
    ])
    func otherExtraDataIsRefused(body: String, description: String) throws {
        let fields = try fields("application/json", body)
        let fault = #expect(throws: RequestFault.self) { try fields.raw("extra_data") }
        #expect(fault?.description == description)
    }

    private func fields(_ type: String?, _ body: String, query: String = "") throws(RequestFault) -> RequestFields {
        try RequestFields(method: "POST", contentType: type, query: query, body: Array(body.utf8))
    }
}
