import ProviderKit

/// What each module can do, for people, for programs and for the README.
public struct ModuleMatrix {
    private let rows: [ModuleRow]

    public init(_ modules: [any PaymentProvider.Type]) {
        rows = modules.map { ModuleRow(manifest: $0.manifest) }.sorted { $0.identifier < $1.identifier }
    }

    public var text: String {
        rows.map { row in
            """
            \(row.identifier)  \(row.name)
              account fields     \(row.fieldWords)
              settings           \(row.settingWords)
              currencies         \(row.currencyWords)
              methods            \(row.methodWords)
              checkout by        \(row.checkoutWords)
              approved by        \(row.approverWords)
              cancels            \(row.cancelWords), in parts: \(row.partWords)
              webhooks           \(row.webhookWords)
              an inquiry proves  \(row.inquiryWords)
              idempotency keys   \(row.idempotencyWords)
            """
        }.joined(separator: "\n\n")
    }

    /// A table of GitHub's Markdown.
    public var markdown: String {
        let columns = [
            "module", "currencies", "methods", "cancels", "in parts", "webhooks authenticated by", "inquiry proves",
            "idempotency keys", "checkout",
        ]
        let lines = rows.map { row in
            [
                "`\(row.identifier)`", row.currencyWords, row.methodWords, row.cancelWords, row.partWords,
                row.webhookWords, row.inquiryWords, row.idempotencyWords, row.checkoutWords,
            ]
        }
        let rule = columns.map { _ in "---" }
        return ([columns, rule] + lines).map { cells in
            "| " + cells.map { $0.replacing("|", with: #"\|"#) }.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    /// One object for each module, each on its own line.
    public var json: String {
        let objects = rows.map { row in
            var object = JSONObject()
            object.add("id", row.identifier)
            object.add("name", row.name)
            object.add("accountFields", json: Self.list(row.fields))
            object.add("settings", json: Self.list(row.settings))
            object.add("currencies", json: Self.list(row.currencies))
            object.add("methods", json: Self.list(row.methods))
            object.add("checkout", row.isHosted ? "hosted" : "redirect")
            object.add("approver", row.manifest.approver.rawValue)
            object.add("cancelMode", row.manifest.cancelMode.rawValue)
            object.add("cancelsInParts", json: row.manifest.cancelsInParts ? "true" : "false")
            object.add("webhooks", json: row.manifest.webhooks.map { JSONText.quoted($0.authentication) } ?? "null")
            object.add("inquiry", row.manifest.inquiry.rawValue)
            let seconds = row.manifest.idempotencyKeyLife.map { "\($0.components.seconds)" }
            object.add("idempotencyKeyLifeSeconds", json: seconds ?? "null")
            return object.text
        }
        return "[\(objects.joined(separator: ",\n "))]"
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(JSONText.quoted).joined(separator: ","))]" }
}
