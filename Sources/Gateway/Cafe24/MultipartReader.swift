/// Reads `multipart/form-data` (RFC 7578) with text fields only.
struct MultipartReader {
    static let mostParts = 64

    private let delimiter: [UInt8]
    private let body: [UInt8]

    /// - Parameters:
    ///   - contentType: The header, which names the boundary.
    ///   - body: The whole body.
    /// - Throws: ``RequestFault`` where the header names no boundary.
    init(contentType: String, body: [UInt8]) throws(RequestFault) {
        guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
            throw RequestFault("multipart body has no boundary")
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter needs no line break before it.
        self.body = [0x0D, 0x0A] + body
    }

    func members() throws(RequestFault) -> [JSONValue.Member] {
        var tree = FormTree()
        guard var start = end(ofDelimiterFrom: 0) else { throw RequestFault("multipart body has no part") }
        var count = 0
        while !body[start...].starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) {
            guard let next = end(ofDelimiterFrom: start) else { throw RequestFault("multipart body has no end") }
            count += 1
            guard count <= Self.mostParts else { throw RequestFault("multipart body has more than 64 parts") }
            try add(body[start..<next - delimiter.count], to: &tree)
            start = next
        }
        return tree.jsonMembers
    }

    private func add(_ part: ArraySlice<UInt8>, to tree: inout FormTree) throws(RequestFault) {
        guard let blank = Self.find(Array("\r\n\r\n".utf8), in: part),
            let head = String(validating: part[..<blank], as: UTF8.self),
            let disposition = head.split(separator: "\r\n").first(where: {
                $0.lowercased().hasPrefix("content-disposition:")
            }),
            let name = Self.parameter("name", of: String(disposition))
        else { throw RequestFault("a part of the multipart body has no name") }
        guard Self.parameter("filename", of: String(disposition)) == nil,
            Self.parameter("filename*", of: String(disposition)) == nil
        else { throw RequestFault(field: name, "is a file") }
        guard let value = String(validating: part[(blank + 4)...], as: UTF8.self) else {
            throw RequestFault(field: name, "is not UTF-8")
        }
        try tree.add(name, value)
    }

    private func end(ofDelimiterFrom start: Int) -> Int? {
        Self.find(delimiter, in: body[start...]).map { $0 + delimiter.count }
    }

    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while let start = bytes[index...].firstIndex(of: pattern[0]) {
            if bytes[start...].starts(with: pattern) { return start }
            index = start + 1
        }
        return nil
    }

    /// A parameter of a header, without its quotes: the boundary in `multipart/form-data; boundary="x"`.
    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmed }
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            guard pair[1].first == "\"", pair[1].last == "\"", pair[1].count >= 2 else { return pair[1] }
            return String(pair[1].dropFirst().dropLast())
        }
        return nil
    }
}
