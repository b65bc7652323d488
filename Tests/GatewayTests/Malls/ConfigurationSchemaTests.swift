import ProviderKit
import Testing

@testable import Gateway

struct ConfigurationSchemaTests {
    private let schema: JSONValue

    init() throws {
        let modules = [ConfigurationFixture.mock, ConfigurationFixture.acme]
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

    @Test func modulesBringTheirNamesFieldsAndSettings() {
        let module = schema["properties"]?["providers"]?["additionalProperties"]?["properties"]?["module"]
        #expect(module?["enum"]?.items?.compactMap(\.string) == ["acme-pay", "mock"])
        let account = schema["$defs"]?["account"]?["properties"]
        #expect(account?["webhookSecret"]?["$ref"]?.string == "#/$defs/secrets")
        #expect(account?["merchant"]?["$ref"]?.string == "#/$defs/secret")
        #expect(schema["$defs"]?["settings"]?["properties"]?.members?.map(\.key) == ["approver", "chaos", "seed"])
    }
}
