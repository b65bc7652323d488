extension JSONReader {
    /// Reads a string from its opening quote on; one without escapes is taken whole.
    mutating func string() throws(JSONFault) -> String {
        let quote = index
        index += 1
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return try text(bytes[start..<index - 1], at: quote)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start, quote: quote)
            case 0..<0x20:
                throw fault("a control character stands in a string")
            default:
                index += 1
            }
        }
        throw JSONFault(at: quote, of: bytes, "the string has no end")
    }

    private mutating func escapedString(from start: Int, quote: Int) throws(JSONFault) -> String {
        var unescaped = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try text(unescaped[...], at: quote)
            case UInt8(ascii: "\\"):
                unescaped.append(contentsOf: try escape().utf8)
            case 0..<0x20:
                index -= 1
                throw fault("a control character stands in a string")
            default:
                unescaped.append(byte)
            }
        }
        throw JSONFault(at: quote, of: bytes, "the string has no end")
    }

    /// Reads what follows a backslash.
    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        guard index < bytes.count else { throw fault("the string has no end") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            index -= 1
            throw fault("JSON knows no such escape")
        }
    }

    /// Reads the digits behind `\u`, and a second escape where the first is half of a surrogate pair.
    private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let start = index
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, bytes[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            index += 2
            let second = try codeUnit()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw JSONFault(at: start, of: bytes, "half of a surrogate pair stands alone")
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = bytes[index].hexadecimalDigit else {
                throw fault("four hexadecimal digits are expected")
            }
            unit = unit << 4 | UInt32(digit)
            index += 1
        }
        return unit
    }

    private func text(_ utf8: ArraySlice<UInt8>, at quote: Int) throws(JSONFault) -> String {
        // ASCII, which nearly every string is, needs no proof that it is UTF-8; the proof costs more than all else
        // here.
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONFault(at: quote, of: bytes, "the string is not UTF-8")
        }
        return text
    }

    /// Reads a number and returns its lexeme.
    mutating func number() throws(JSONFault) -> String {
        let start = index
        _ = step(over: "-")
        if !step(over: "0") { try digits() }
        if step(over: ".") { try digits() }
        if step(over: "e") || step(over: "E") {
            if !step(over: "+") { _ = step(over: "-") }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        guard index > start else { throw fault("a digit is missing") }
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
