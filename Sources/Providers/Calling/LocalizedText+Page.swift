import ProviderKit

extension LocalizedText {
    /// The text by language, as a page has them in its `lang`: which one the buyer reads is known in the browser.
    var byLanguage: [String: String] {
        Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, self[$0]) })
    }
}
