import Foundation

/// The files of a module that is still to be written: they compile, and every check on them fails saying what is
/// missing.
struct ProviderSkeleton {
    struct File {
        /// From the root of the checkout.
        let path: String
        let text: String
    }

    /// The module's type: `AcmePay`.
    let name: String
    /// Its name in `providers.json`: `acme-pay`.
    let identifier: String

    /// - Parameter name: `AcmePay` or `acme-pay`: letters and digits of ASCII, a letter first.
    init?(_ name: String) {
        let words = Self.words(of: name)
        guard (1...6).contains(words.count), name.utf8.count <= 40,
            words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }),
            words[0].first?.isLetter ?? false
        else { return nil }
        identifier = words.joined(separator: "-").lowercased()
        self.name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// A hyphen or an upper-case letter begins a word; capitals in a row are one: `KG` and `Inicis`, but `NHNKCP`.
    private static func words(of name: String) -> [String] {
        let letters = Array(name)
        var words = [""]
        for (index, letter) in letters.enumerated() {
            if letter == "-" {
                words.append("")
                continue
            }
            let endsCapitals = letters[(index + 1)...].first?.isLowercase ?? false
            if letter.isUppercase, let last = words.last?.last, endsCapitals || !last.isUppercase { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words
    }

    /// The types that the files declare.
    var types: [String] { [name, "\(name)Payment", "Fake\(name)", "\(name)Tests"] }

    var files: [File] {
        let module = "Sources/Providers/\(name)/\(name)"
        return [
            file("\(module).swift", PackageResources.Module_txt),
            file("\(module)+Checkout.swift", PackageResources.Checkout_txt),
            file("\(module)+Verify.swift", PackageResources.Verify_txt),
            file("\(module)+Cancel.swift", PackageResources.Cancel_txt),
            file("\(module)Payment.swift", PackageResources.Wire_txt),
            file("Tests/ProviderFakes/\(name)/Fake\(name).swift", PackageResources.Fake_txt),
            file("Tests/ProvidersTests/\(name)/\(name)Tests.swift", PackageResources.Test_txt),
        ]
    }

    private func file(_ path: String, _ template: [UInt8]) -> File {
        let text = String(decoding: template, as: UTF8.self)
            .replacing("@Name@", with: name).replacing("@identifier@", with: identifier)
        return File(path: path, text: text)
    }

    /// What its author does next.
    var steps: String {
        """
        Next: swift test --filter \(name)Tests
        It runs the conformance kit, and fails until fake and module are written; each failure says what is missing.

        For the flows through the whole gateway, add to Tests/ProvidersTests/Companies.swift:

            Company(\(name).self, Fake\(name).account, Fake\(name).amount, skips: Fake\(name).skips) {
                Fake\(name)(clock: $0)
            },

        Once the manifest is right, write anew what the repository keeps of it, the schema and the README's table:

            swift run pg-gateway check --schema > providers.schema.json
            (echo; swift run pg-gateway providers --markdown; echo) | sed -i -e '/^<!-- written/,/^<!-- end/{//!d}' \\
                -e '/^<!-- written/r /dev/stdin' README.md
        """
    }

    /// The list of modules with this one's line at its end.
    ///
    /// - Returns: `nil` where the list does not end as it should.
    func adding(toList list: String) -> String? {
        guard let bracket = list.lastIndex(of: "]") else { return nil }
        let end = list[..<bracket].lastIndex { !$0.isWhitespace }
        guard let end, list[end] == "," || list[end] == "[" || list[..<end].hasSuffix(".sel") else { return nil }
        let comma = list[end] == "f" ? "," : ""
        return "\(list[...end])\(comma)\n    \(name).self,\n\(list[bracket...])"
    }
}
