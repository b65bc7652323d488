extension StringProtocol {
    /// Whether it is printable ASCII without spaces, one character at least: what may stand in a header.
    var isVisibleASCII: Bool { !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    /// Whether it may be a part of Basic credentials: RFC 7617 sets a colon between name and password.
    var isBasicCredential: Bool { isVisibleASCII && !utf8.contains(UInt8(ascii: ":")) }
}
