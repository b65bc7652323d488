/// The languages that pages and messages are written in.
public enum Language: String, CaseIterable, Sendable, Codable {
    case korean = "ko"
    case english = "en"
    case japanese = "ja"
    case chinese = "zh"

    /// Chooses by an `Accept-Language` header (RFC 9110, section 12.5.4), English where nothing fits.
    ///
    /// The highest weight wins; among equals the first one named.
    public init(accepting header: String?) {
        var best: (language: Language, weight: Int)?
        for range in (header ?? "").split(separator: ",").prefix(16) {
            let parts = range.split(separator: ";").map { $0.trimmingSpaces() }
            guard let tag = parts.first?.split(separator: "-").first,
                let language = Language(rawValue: tag.lowercased())
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = quality.map { Self.thousandths($0.dropFirst(2)) } ?? 1000
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        self = best?.language ?? .english
    }

    /// A weight such as `0.8`, in thousandths; 0 where it is not one.
    private static func thousandths(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first.flatMap({ Int($0) }), whole >= 0 else { return 0 }
        guard whole == 0, parts.count == 2 else { return min(whole, 1) * 1000 }
        let digits = parts[1].prefix(3)
        return Int(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
    }
}

extension StringProtocol {
    fileprivate func trimmingSpaces() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
