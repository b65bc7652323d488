/// A short text in the languages of buyers and merchants.
public struct LocalizedText: Hashable, Sendable {
    public let english: String
    public let korean: String
    public let japanese: String
    public let chinese: String

    /// A text that falls back to English where a language is not given.
    public init(_ english: String, ko korean: String? = nil, ja japanese: String? = nil, zh chinese: String? = nil) {
        self.english = english
        self.korean = korean ?? english
        self.japanese = japanese ?? english
        self.chinese = chinese ?? english
    }

    /// The text in a language.
    public subscript(language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        case .japanese: japanese
        case .chinese: chinese
        }
    }
}
