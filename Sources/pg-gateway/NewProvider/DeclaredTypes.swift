import Foundation

/// The types that a checkout's files declare, where a new module, its fake and its test would meet them.
enum DeclaredTypes {
    private static let folders = [
        "Sources/Providers", "Sources/ProviderKit", "Sources/ProviderConformance", "Tests/ProviderFakes",
        "Tests/ProvidersTests",
    ]

    /// What a new module would meet, in words: a type of the same name, or a file, which one Swift module has once.
    /// `nil` where it meets nothing.
    static func met(by skeleton: ProviderSkeleton) -> String? {
        let types = Set(skeleton.types.map { $0.lowercased() })
        let names = Set(skeleton.files.map { name(of: $0.path) })
        for file in folders.flatMap(swiftFiles(in:)) {
            if names.contains(name(of: file)) { return "\(file) is there already" }
            let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let declared = text.split(whereSeparator: \.isNewline).compactMap(declared(by:))
            if let type = declared.first(where: { types.contains($0.lowercased()) }) {
                return "the type \(type) is there already, in \(file)"
            }
        }
        return nil
    }

    private static func name(of path: String) -> String { path.split(separator: "/").last?.lowercased() ?? "" }

    /// Those of a documentation catalogue are shown to readers, not built: the tutorial's own module is among them.
    private static func swiftFiles(in folder: String) -> [String] {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }.sorted().map { "\(folder)/\($0)" }
    }

    /// The type that a line of a file declares; what is indented belongs to another type, and meets nobody.
    private static func declared(by line: Substring) -> String? {
        guard let first = line.first, first.isLetter || first == "@" else { return nil }
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard let keyword = words.firstIndex(where: { keywords.contains(String($0)) }) else { return nil }
        return words[(keyword + 1)...].first.map(String.init)
    }

    private static let keywords: Set = ["actor", "class", "enum", "protocol", "struct", "typealias"]
}
