import ProviderKit

/// Finds the text of a secret: in the file itself, in the environment, or in a file of its own.
struct SecretResolver {
    let environment: [String: String]
    let readFile: (String) -> [UInt8]?
    /// Whether secrets may stand in the file itself, and be those of the sample: on loopback only.
    let takesLiterals: Bool

    /// The secret at a place; `nil`, with a fault, where there is none. Malformed references have been reported.
    ///
    /// - Parameters:
    ///   - node: Where the secret stands.
    ///   - isPublic: Whether anybody may read the value, so that it may stand in the file.
    ///   - faults: Where faults are noted.
    /// - Returns: The secret, not blank.
    func secret(_ node: ConfigurationNode, isPublic: Bool = false, _ faults: inout FaultList) -> Secret? {
        guard let text = text(of: node, isPublic: isPublic, &faults) else { return nil }
        guard !text.trimmed.isEmpty else {
            faults.add(node.place, "is empty", mend: "Give it a value")
            return nil
        }
        if let flaw = Self.flaw(of: text) {
            faults.add(node.place, flaw, mend: "Give it the value alone, on one line")
            return nil
        }
        return isOfSample(text, node.place, &faults) ? nil : Secret(text)
    }

    /// Whether a value is one of the sample that must not be used here, which is a fault then.
    func isOfSample(_ text: String, _ place: ConfigurationPlace, _ faults: inout FaultList) -> Bool {
        guard !takesLiterals, SampleValues.known.contains(text) else { return false }
        faults.add(
            place,
            "is a value from the sample, which everybody knows",
            mend: "Replace it; only a gateway with a loopback publicURL may use it"
        )
        return true
    }

    private func text(of node: ConfigurationNode, isPublic: Bool, _ faults: inout FaultList) -> String? {
        if let literal = node.value?.string {
            // Empty ones and those of the sample are reported as such.
            let isJudgedLater = literal.trimmed.isEmpty || SampleValues.known.contains(literal)
            guard !takesLiterals, !isPublic, !isJudgedLater else { return literal }
            faults.add(
                node.place,
                "is a secret written into the file",
                mend: #"Write {"env": "NAME"} or {"file": "path"}; only on loopback may it stand here"#
            )
            return nil
        }
        if let name = node.value?["env"]?.string { return fromEnvironment(name, node.place, &faults) }
        if let path = node.value?["file"]?.string { return fromFile(path, node.place, &faults) }
        return nil
    }

    private func fromEnvironment(_ name: String, _ place: ConfigurationPlace, _ faults: inout FaultList) -> String? {
        if let text = environment[name] { return Self.withoutLineBreak(text) }
        faults.add(place, "names the environment variable \(name), which is not set", mend: "Set \(name)")
        return nil
    }

    private func fromFile(_ path: String, _ place: ConfigurationPlace, _ faults: inout FaultList) -> String? {
        guard let bytes = readFile(path), let text = String(validating: bytes, as: UTF8.self) else {
            faults.add(place, "names the file \(path), which can't be read as text", mend: "Make it readable")
            return nil
        }
        return Self.withoutLineBreak(text)
    }

    /// The text without the line break that editors and `$(…)` leave at its end.
    private static func withoutLineBreak(_ text: String) -> String {
        String(text.hasSuffix("\n") || text.hasSuffix("\r\n") ? text.dropLast() : text[...])
    }

    /// Why no PG and no signature would take the secret as it is; `nil` where nothing speaks against it.
    private static func flaw(of text: String) -> String? {
        if text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return "has a line break in it" }
        if text.hasControlCharacters { return "has a control character in it" }
        if text.trimmed.utf8.count < text.utf8.count { return "has a blank at its beginning or its end" }
        return text.unicodeScalars.first == "\u{FEFF}" ? "begins with a byte order mark" : nil
    }
}
