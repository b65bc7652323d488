import Foundation

/// Cuts texts to the lengths that PGs take, never through the middle of a character.
public enum TextCut {
    /// The longest beginning with at most so many characters as a person counts them.
    public static func characters(_ text: String, atMost limit: Int) -> String { String(text.prefix(limit)) }

    /// The longest beginning with at most so many bytes.
    ///
    /// - Parameters:
    ///   - text: The text; characters that the charset lacks are left out.
    ///   - limit: In bytes of the charset.
    ///   - charset: What the PG counts in.
    /// - Returns: The beginning of the text, without characters that the charset lacks.
    public static func bytes(_ text: String, atMost limit: Int, in charset: FormCharset) -> String {
        if charset == .utf8, text.utf8.count <= limit { return text }
        var kept = ""
        var used = 0
        for character in text {
            guard let size = size(of: character, in: charset) else { continue }
            guard used + size <= limit else { break }
            kept.append(character)
            used += size
        }
        return kept
    }

    private static func size(of character: Character, in charset: FormCharset) -> Int? {
        switch charset {
        case .utf8: String(character).utf8.count
        case .cp949: String(character).data(using: FormDecoder.cp949)?.count
        }
    }
}
