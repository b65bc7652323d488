import Foundation

/// `application/x-www-form-urlencoded` with brackets in its names, kept as they are written.
struct FakeStripeForm {
    let fields: [(name: String, value: String)]

    init(_ text: String) {
        fields = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count == 2 ? Self.decoded(parts[1]) : "")
        }
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All of `prefix[...]`, by what stands in the brackets.
    func members(of prefix: String) -> [String: String] {
        var members: [String: String] = [:]
        for (name, value) in fields where name.hasPrefix(prefix + "[") && name.hasSuffix("]") {
            members[String(name.dropFirst(prefix.count + 1).dropLast())] = value
        }
        return members
    }

    private static func decoded(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? ""
    }
}
