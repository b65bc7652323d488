/// Form fields with PHP's nested names: `extra_data[LogKey]=x` is the member `LogKey` of `extra_data`.
///
/// As in PHP the last of two equal names wins, and `name[]` counts up from 0.
struct FormTree {
    private enum Node {
        case text(String)
        case tree(FormTree)
    }

    private var members: [(key: String, node: Node)] = []
    private var places: [String: Int] = [:]

    /// Adds a field under its name as it was sent.
    mutating func add(_ name: String, _ value: String) throws(RequestFault) {
        let steps = Self.steps(name)
        guard steps.count <= JSONReader.deepest else {
            throw RequestFault(field: steps[0], "is nested more than \(JSONReader.deepest) levels deep")
        }
        add(steps[...], value)
    }

    private mutating func add(_ steps: ArraySlice<String>, _ value: String) {
        guard let first = steps.first else { return }
        let key = first.isEmpty ? String(members.count) : first
        let place = places[key] ?? members.count
        if place == members.count {
            places[key] = place
            members.append((key, .text("")))
        }
        guard steps.count > 1 else {
            members[place].node = .text(value)
            return
        }
        var tree = FormTree()
        if case .tree(let known) = members[place].node { tree = known }
        // The tree is changed in place rather than copied with every field.
        members[place].node = .text("")
        tree.add(steps.dropFirst(), value)
        members[place].node = .tree(tree)
    }

    /// `a[b][c]` as `a`, `b`, `c`; a name whose brackets do not match is one step.
    private static func steps(_ name: String) -> [String] {
        guard name.utf8.last == UInt8(ascii: "]"), let open = name.firstIndex(of: "["), open > name.startIndex else {
            return [name]
        }
        let inner = name[name.index(after: open)...].dropLast()
        return [String(name[..<open])] + inner.split(separator: "][", omittingEmptySubsequences: false).map(String.init)
    }

    /// The fields as JSON; a nested one has the JSON text of an object as its raw text.
    var jsonMembers: [JSONValue.Member] {
        members.map { key, node in
            switch node {
            case .text(let text): (key, .string(text))
            case .tree(let tree): (key, .object(tree.jsonMembers, raw: tree.json[...]))
            }
        }
    }

    private var json: [UInt8] {
        var bytes = [UInt8(ascii: "{")]
        for (key, node) in members {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch node {
            case .text(let text): JSONText.append(text, to: &bytes)
            case .tree(let tree): bytes += tree.json
            }
        }
        return bytes + [UInt8(ascii: "}")]
    }
}
