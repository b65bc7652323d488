import ProviderKit
import Testing

@testable import Gateway

struct ConfigurationSchemaTests {
    private let schema: JSONValue

    init() throws {
        var rotating = ConfigurationFixture.acme
        rotating.identifier = "rotating-pay"
        rotating.accountFields = [
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true, takesList: true)
        ]
        let modules = [ConfigurationFixture.mock, ConfigurationFixture.acme, rotating]
        schema = try JSONReader.read(Array(ConfigurationSchema(modules: modules).text.utf8))
    }

    @Test func everyKeyOfTheTableIsThereAndNoOther() throws {
        guard case .object(let fields) = ConfigurationTable.root else { return #expect(Bool(false)) }
        #expect(schema["properties"]?.members?.map(\.key) == fields.map(\.key))
        guard case .bool(false)? = schema["additionalProperties"] else { return #expect(Bool(false)) }
    }

    @Test func defaultsAndRangesAreTold() {
        let patience = schema["properties"]?["cafe24"]?["properties"]?["patience"]
        guard case .number("8")? = patience?["default"], case .number("60")? = patience?["maximum"] else {
            return #expect(Bool(false))
        }
    }

    static let forms: [(TextForm, taken: [String], refused: [String])] = [
        (.address, ["127.0.0.1:8080", "[::1]:0", "gateway.internal:80"], ["127.0.0.1", "8080", "host:port", ""]),
        (.range, ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1"], ["x", "10.0.0.0/", ""]),
        (.database, ["sqlite:a", "postgres://u@h/n", "postgresql://h/n"], ["sqlite:", "mysql://x", ""]),
        (.publicURL, ["https://pay.example.com", "http://[::1]:8080/"], ["https://a/b", "ftp://a", "http://a@b", ""]),
        (.date, ["2026-09-01"], ["latest", "2026-9-1", ""]),
        (.apiBase, ["https://{mall_id}.cafe24api.com", "http://127.0.0.1:9"], ["https://a/{mall_id}", "x", ""]),
        (.path, ["/", "/api/shop/pg_fail"], ["x", "/a b", ""]),
        (
            .domain, ["shop.example.com", "http://127.0.0.1:9000", "http://[::1]:80", "https://a.example:443/"],
            ["*", "*.a.com", "a b.com", "", "https://a.example", "http://10.0.0.1/", "http://[::1]", "a.example:80"]
        ),
        (.mallID, ["demomall", "a-1"], ["Demo", "ab", "demo.mall", ""]),
        (.shopNumber, ["1", "999999"], ["0", "01", "1000000", "x", ""]),
        (.name, ["mock", "Mock_2"], ["mo.ck", "a b", ""]),
        (.keyID, ["2026.11"], ["a b", ""]),
        (.currency, ["KRW"], [""]),
        (.partnerID, ["demomall:1:mock"], ["a b", String(repeating: "x", count: 51), ""]),
    ]

    /// An editor that marks a right file as wrong is worse than none.
    @Test(arguments: forms)
    func aPatternRefusesNothingThatTheCheckTakes(form: TextForm, taken: [String], refused: [String]) throws {
        let pattern = try Regex(try #require(form.pattern))
        for text in taken {
            #expect(form.accepts(text) && text.wholeMatch(of: pattern) != nil, "\(text)")
        }
        for text in refused {
            #expect(!form.accepts(text) && text.wholeMatch(of: pattern) == nil, "\(text)")
        }
    }

    @Test func theReferenceToTheSchemaMayBeEmpty() {
        #expect(schema["properties"]?["$schema"]?["minLength"] == nil)
        #expect(schema["properties"]?["database"]?["minLength"] != nil)
    }

    @Test func keysOfMapsHaveTheirForm() {
        let malls = schema["properties"]?["malls"]
        #expect(malls?["propertyNames"]?["pattern"]?.string == TextForm.mallID.pattern)
        let shops = malls?["additionalProperties"]?["properties"]?["shops"]
        #expect(shops?["propertyNames"]?["pattern"]?.string == TextForm.shopNumber.pattern)
    }

    @Test func modulesBringTheirNamesFieldsAndSettings() {
        let module = schema["properties"]?["providers"]?["additionalProperties"]?["properties"]?["module"]
        #expect(module?["enum"]?.items?.compactMap(\.string) == ["acme-pay", "mock", "rotating-pay"])
        let account = schema["$defs"]?["account"]?["properties"]
        #expect(account?["webhookSecret"]?["$ref"]?.string == "#/$defs/secrets")
        #expect(account?["merchant"]?["$ref"]?.string == "#/$defs/secret")
        // A third module's field of the same name takes a list.
        #expect(account?["secretKey"]?["$ref"]?.string == "#/$defs/secrets")
        #expect(schema["$defs"]?["settings"]?["properties"]?.members?.map(\.key) == ["approver", "chaos", "seed"])
    }
}
