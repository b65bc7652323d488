/// Why bytes are not JSON, and where.
struct JSONFault: Error, Hashable, CustomStringConvertible {
    /// Both count from 1; a column is a byte.
    let line: Int
    let column: Int
    /// The keys and list positions around the fault, the outermost first.
    private(set) var path: [String]
    let problem: String

    static let keyTwice = "the key is there twice"

    init(at offset: Int, of bytes: [UInt8], path: [String] = [], _ problem: String) {
        let before = bytes.prefix(offset)
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        column = offset - ((before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1) + 1
        self.path = path
        self.problem = problem
    }

    /// The same fault, seen from the object or array around it.
    func inside(_ step: String) -> JSONFault {
        var fault = self
        fault.path.insert(step, at: 0)
        return fault
    }

    var description: String {
        let place = path.isEmpty ? "" : " (\(path.joined(separator: ".")))"
        return "line \(line), column \(column)\(place): \(problem)"
    }
}
