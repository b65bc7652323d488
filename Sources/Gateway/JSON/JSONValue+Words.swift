import ProviderKit

extension JSONValue {
    /// A text that only people read, on one line: control characters and line breaks are blanks, and what is too long
    /// is cut.
    ///
    /// - Parameter max: The most bytes of it that are kept, in whole characters.
    /// - Returns: `nil` where nothing is left, or it is neither text nor a number.
    func words(max: Int) -> String? {
        let text: String
        switch self {
        case .string(let string): text = string
        case .number(let lexeme): text = lexeme
        case .bool, .null, .array, .object: return nil
        }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: text.unicodeScalars.map { $0.breaksLines ? " " : $0 })
        let words = TextCut.bytes(String(line).trimmed, atMost: max, in: .utf8).trimmed
        return words.isEmpty ? nil : words
    }
}

extension Unicode.Scalar {
    fileprivate var breaksLines: Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
}
