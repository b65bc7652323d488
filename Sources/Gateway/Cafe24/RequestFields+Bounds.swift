extension RequestFields {
    /// The most bytes that `extra_data` may have.
    static let longestExtraData = 16 * 1024

    /// A text or a number that must be there.
    ///
    /// - Parameters:
    ///   - name: The field.
    ///   - max: The most bytes it may have.
    /// - Returns: The trimmed text, at least one byte.
    /// - Throws: ``RequestFault`` naming the field.
    func required(_ name: String, max: Int) throws(RequestFault) -> String {
        guard let text = try optional(name, max: max) else { throw RequestFault(field: name, "is missing") }
        return text
    }

    /// A text or a number that may be left out.
    ///
    /// - Parameters:
    ///   - name: The field.
    ///   - max: The most bytes it may have.
    /// - Returns: The trimmed text; `nil` where it is absent or empty.
    /// - Throws: ``RequestFault`` naming the field.
    func optional(_ name: String, max: Int) throws(RequestFault) -> String? {
        switch value(name) {
        case .object?, .array?: throw RequestFault(field: name, "is not a plain value")
        case .bool?: throw RequestFault(field: name, "is neither text nor a number")
        default: break
        }
        guard let text = self[name] else { return nil }
        guard text.utf8.count <= max else { throw RequestFault(field: name, "is longer than \(max) bytes") }
        guard !text.hasControlCharacters else { throw RequestFault(field: name, "has control characters") }
        return text
    }

    /// A text for people that the contract does not promise: whatever it holds, it refuses nothing.
    ///
    /// - Parameters:
    ///   - name: The field.
    ///   - max: The most bytes of it that are kept.
    /// - Returns: The text on one line; `nil` where there is none.
    func words(_ name: String, max: Int) -> String? { value(name)?.words(max: max) }

    /// An object as JSON text: one that came as JSON to the byte, one in a JSON string as that string's content, one
    /// in nested form fields newly written.
    ///
    /// An empty array counts as absent, because that is how PHP writes an empty map.
    ///
    /// - Parameters:
    ///   - name: The field, `extra_data`.
    ///   - max: The most bytes its text may have.
    /// - Returns: The text of a JSON object; `nil` where it is absent or empty.
    /// - Throws: ``RequestFault`` naming the field.
    func raw(_ name: String, max: Int = longestExtraData) throws(RequestFault) -> String? {
        guard var value = value(name) else { return nil }
        if case .string(let text) = value {
            let text = text.trimmed
            guard !text.isEmpty else { return nil }
            guard text.utf8.count <= max else { throw RequestFault(field: name, "is longer than \(max) bytes") }
            do { value = try JSONReader.read(Array(text.utf8)) } catch {
                throw RequestFault(field: name, "is not JSON: \(error)")
            }
        }
        switch value {
        case .object(_, let raw):
            guard raw.count <= max else { throw RequestFault(field: name, "is longer than \(max) bytes") }
            return String(decoding: raw, as: UTF8.self)
        case .array(let items, _) where items.isEmpty: return nil
        case .null: return nil
        default: throw RequestFault(field: name, "is not a JSON object")
        }
    }
}
