import HTTPTypes

extension HTTPFields {
    /// Sets a field whose name HTTPTypes has no constant for.
    ///
    /// - Parameters:
    ///   - name: A token (RFC 9110, section 5.1); the field is left out where it is none.
    ///   - value: The value.
    mutating func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }
}
