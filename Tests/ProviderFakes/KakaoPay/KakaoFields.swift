import Foundation

/// The members of a JSON object, refused where they are not what the documents say.
struct KakaoFields {
    private let members: [String: Any]

    init(_ body: [UInt8]) throws(KakaoRefusal) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            throw .malformed("body")
        }
        members = object
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    func hasOnly(_ names: Set<String>) throws(KakaoRefusal) {
        if let stranger = members.keys.first(where: { !names.contains($0) }) { throw .malformed(stranger) }
    }

    func text(_ name: String, _ length: ClosedRange<Int>) throws(KakaoRefusal) -> String {
        guard let text = members[name] as? String, length.contains(text.count) else { throw .malformed(name) }
        return text
    }

    /// Whole won, as a number or, as in the official samples, as text.
    func won(_ name: String) throws(KakaoRefusal) -> Int64 {
        if let text = members[name] as? String, let won = Int64(text) { return won }
        guard let number = members[name] as? NSNumber, let won = Int64("\(number)") else { throw .malformed(name) }
        return won
    }

    /// Absolute, at most 255 bytes.
    func address(_ name: String) throws(KakaoRefusal) -> String {
        let text = try text(name, 1...255)
        guard let url = URLComponents(string: text), url.scheme?.hasPrefix("http") ?? false, url.host != nil else {
            throw .malformed(name)
        }
        return text
    }
}
