extension SandboxClient {
    /// How the fields of a request become a body. In all but JSON an object travels as JSON text.
    public enum Encoding: String, Sendable, CaseIterable {
        case json
        case form
        case multipart
        /// A urlencoded body under a JSON label, as Cafe24's own sample sends it.
        case formLabelledJSON

        func write(_ fields: [SandboxJSON.Member]) -> (contentType: String, body: String) {
            switch self {
            case .json:
                ("application/json; charset=utf-8", SandboxJSON.object(fields).compact)
            case .form:
                ("application/x-www-form-urlencoded", FormText.write(Self.texts(fields)))
            case .formLabelledJSON:
                ("application/json charset-utf-8", FormText.write(Self.texts(fields)))
            case .multipart:
                ("multipart/form-data; boundary=\(Self.boundary)", Self.parts(Self.texts(fields)))
            }
        }

        private static let boundary = "sandbox-mall-7d1f0c52b9a84e36"

        private static func texts(_ fields: [SandboxJSON.Member]) -> [FormText.Field] {
            fields.map { FormText.Field(name: $0.name, value: $0.value.text ?? $0.value.compact) }
        }

        private static func parts(_ fields: [FormText.Field]) -> String {
            let parts = fields.map { field in
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n"
            }
            return parts.joined() + "--\(boundary)--\r\n"
        }
    }
}
