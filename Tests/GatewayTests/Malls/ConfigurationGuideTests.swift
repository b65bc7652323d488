import Foundation
import Testing

@testable import Gateway

/// The table of keys in `docs/operating.md` says what the program says.
struct ConfigurationGuideTests {
    /// What stands for a name of the deployer's choice.
    private static let placeholders = ["providers": "NAME", "malls": "MALL", "shops": "NUMBER"]

    @Test func theOperatorsGuideHasEveryKeyWithItsDefaultAndMeaning() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let guide = try String(contentsOf: root.appending(path: "docs/operating.md"), encoding: .utf8)
        let table = (["| key | default | meaning |", "| --- | --- | --- |"] + rows(ConfigurationTable.root, "", ""))
            .joined(separator: "\n")
        #expect(guide.contains(table), "put this there:\n\(table)")
    }

    private func rows(_ kind: ConfigurationKind, _ place: String, _ key: String) -> [String] {
        switch kind {
        case .object(let fields):
            fields.flatMap { field in
                let name = place.isEmpty ? field.key : "\(place).\(field.key)"
                return [row(name, field)] + rows(field.kind, name, field.key)
            }
        case .list(let item, _): rows(item, "\(place)[]", "")
        case .map(_, let member): Self.placeholders[key].map { rows(member, "\(place).\($0)", "") } ?? []
        default: []
        }
    }

    private func row(_ name: String, _ field: ConfigurationField) -> String {
        let standard = field.isRequired ? "required" : field.standard.map { "`\(JSONLayout.text($0))`" } ?? ""
        return "| `\(name)` | \(standard) | \(field.documentation) |"
    }
}
