/// The languages the shop speaks.
enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case korean = "ko"

    /// The one that an `Accept-Language` header likes best; English when it likes neither.
    init(accepting header: String?) {
        let ranges = (header ?? "").split(separator: ",").map(Self.range)
        let best = ranges.map(\.quality).max() ?? 0
        self = ranges.first { $0.quality == best && best > 0 }?.language ?? .english
    }

    /// One range such as `ko-KR;q=0.9`; languages that the shop does not speak count nothing.
    private static func range(_ text: Substring) -> (language: Language?, quality: Double) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
        let language = Language(rawValue: String(parts.first?.prefix { $0 != "-" } ?? "").lowercased())
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
        return (language, language == nil ? 0 : quality ?? 1)
    }
}
