import Foundation
import ProviderKit

extension ProviderManifest {
    /// The hosts that a module's client reaches for an instance: those of the manifest, and in tests the one that
    /// `settings.baseURL` puts in their place.
    func hosts(of instance: ProviderInstance) -> [String] {
        let own = hosts[instance.environment] ?? []
        guard instance.environment == .test, case .string(let text)? = instance.settings["baseURL"],
            let separator = text.range(of: "://")
        else { return own }
        return own + [String(text[separator.upperBound...])]
    }
}
