import Foundation

/// The members of a JSON object, refused where they are not what the documents say.
struct TossFields {
    private let members: [String: Any]

    init(_ body: [UInt8]) throws(TossRefusal) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            throw .malformed("body")
        }
        members = object
    }

    private init(members: [String: Any]) {
        self.members = members
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    func hasOnly(_ names: Set<String>) throws(TossRefusal) {
        if let stranger = members.keys.first(where: { !names.contains($0) }) { throw .malformed(stranger) }
    }

    func object(_ name: String) -> TossFields? {
        (members[name] as? [String: Any]).map { TossFields(members: $0) }
    }

    func list(_ name: String) -> [TossFields] {
        (members[name] as? [[String: Any]] ?? []).map { TossFields(members: $0) }
    }

    func text(_ name: String, _ length: ClosedRange<Int>) throws(TossRefusal) -> String {
        guard let text = members[name] as? String, length.contains(text.count) else { throw .malformed(name) }
        return text
    }

    /// A JSON number, in minor units: whole won, dollars with up to two places.
    func amount(_ name: String, _ currency: String) throws(TossRefusal) -> Int64 {
        guard let number = members[name] as? NSNumber, members[name] as? String == nil else { throw .malformed(name) }
        let parts = "\(number)".split(separator: ".", omittingEmptySubsequences: false)
        let places = currency == "USD" ? 2 : 0
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count <= 2, fraction.count <= places,
            let units = Int64(parts[0] + fraction + String(repeating: "0", count: places - fraction.count))
        else { throw .malformed(name) }
        return units
    }
}
