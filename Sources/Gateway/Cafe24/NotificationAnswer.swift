/// What a mall answers to a notification. `{"result":"OK"}` is the only success, whatever its content type.
enum NotificationAnswer {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads an answer's body: a byte order mark, white space and upper or lower case do not matter.
    static func isOK(_ body: [UInt8]) -> Bool {
        let bytes = body.starts(with: byteOrderMark) ? Array(body.dropFirst(3)) : body
        guard let members = (try? JSONReader.read(bytes))?.members else { return false }
        for member in members where member.key.lowercased() == "result" {
            if case .string(let text) = member.value { return text.trimmed.lowercased() == "ok" }
        }
        return false
    }
}
