extension StringProtocol {
    /// The text without ASCII white space and NUL at its ends, which is what the sample's PHP trims.
    var trimmed: String {
        let isKept: (UInt8) -> Bool = { $0 > 0x20 || (0x01...0x08).contains($0) || (0x0E...0x1F).contains($0) }
        let bytes = Array(utf8)
        guard let first = bytes.firstIndex(where: isKept), let last = bytes.lastIndex(where: isKept) else { return "" }
        let isTrimmed = first == 0 && last == bytes.count - 1
        return isTrimmed ? String(self) : String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// Whether a control character stands in the text: below U+0020, or U+007F.
    var hasControlCharacters: Bool {
        var text = String(self)
        return text.withUTF8 { $0.contains { $0 < 0x20 || $0 == 0x7F } }
    }
}
