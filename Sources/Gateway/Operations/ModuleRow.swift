import ProviderKit

/// What one module can do, in words, from its manifest alone.
struct ModuleRow {
    let manifest: ProviderManifest

    var identifier: String { manifest.identifier }
    var name: String { manifest.name.english }
    var fields: [String] { manifest.accountFields.map(\.name) }
    var settings: [String] { manifest.settingKeys }
    var currencies: [String] { manifest.currencies.map(\.currency.code) }
    var methods: [String] { manifest.methods.keys.sorted() }
    var isHosted: Bool { !manifest.pageOrigins.isEmpty }

    var fieldWords: String {
        manifest.accountFields.map { $0.isRequired ? $0.name : "\($0.name) (optional)" }.joined(separator: ", ")
    }

    var settingWords: String { settings.isEmpty ? "none" : settings.joined(separator: ", ") }

    var currencyWords: String {
        currencies.count == Currency.all.count ? "all \(currencies.count)" : currencies.joined(separator: ", ")
    }

    var methodWords: String { methods.isEmpty ? "as the PG offers" : methods.joined(separator: ", ") }
    var approverWords: String { "the \(manifest.approver.rawValue)" }
    var cancelWords: String { manifest.cancelMode.rawValue }
    var partWords: String { manifest.cancelsInParts ? "yes" : "no" }
    var webhookWords: String { manifest.webhooks?.authentication ?? "none" }
    var checkoutWords: String { isHosted ? "hosted page" : "redirect" }

    var inquiryWords: String {
        switch manifest.inquiry {
        case .nothing: "nothing"
        case .presence: "presence"
        case .presenceAndAbsence: "presence and absence"
        }
    }

    var idempotencyWords: String {
        guard let life = manifest.idempotencyKeyLife else {
            return manifest.cancelsRepeatSafely ? "none; repeats are recognised" : "none"
        }
        let hours = life.components.seconds / 3600
        return hours.isMultiple(of: 24) && hours > 24 ? "\(hours / 24) days" : "\(hours) hours"
    }
}
