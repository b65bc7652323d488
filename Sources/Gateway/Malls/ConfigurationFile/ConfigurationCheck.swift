/// Compares a file with the table: unknown and missing keys, wrong types, malformed values.
struct ConfigurationCheck {
    private(set) var faults: FaultList

    /// - Parameter faults: Those that are known already.
    init(faults: FaultList = FaultList()) {
        self.faults = faults
    }

    mutating func check(_ value: JSONValue, _ kind: ConfigurationKind, at place: ConfigurationPlace) {
        switch (kind, value) {
        case (.anything, _), (.bool, .bool), (.secret, .string), (.secrets, .string): break
        case (.text(let form), .string(let text)): check(text, form, at: place)
        case (.word(let words), .string(let word)) where words.contains(word): break
        case (.integer(let range), .number(let lexeme)) where decimal(lexeme, in: range) != nil: break
        case (.choice(let numbers), .number(let lexeme)) where numbers.contains { String($0) == lexeme }: break
        case (.secret, .object(let members, _)), (.secrets, .object(let members, _)):
            checkReference(members, at: place)
        case (.secrets, .array(let items, _)): checkItems(items, .secret, atLeast: 1, at: place)
        case (.list(let kind, let least), .array(let items, _)): checkItems(items, kind, atLeast: least, at: place)
        case (.object(let fields), .object(let members, _)): check(members, fields, at: place)
        case (.map(let form, let kind), .object(let members, _)):
            for (key, member) in members {
                check(key, form, at: place / key, as: "is a key that")
                check(member, kind, at: place / key)
            }
        default: refuse(value, kind, at: place)
        }
    }

    private mutating func refuse(_ value: JSONValue, _ kind: ConfigurationKind, at place: ConfigurationPlace) {
        switch (kind, value) {
        case (.word, .string), (.integer, .number), (.choice, .number):
            faults.add(place, "is none of the values it may have", mend: "It must be \(kind.expectation)")
        default:
            faults.add(place, "is \(value.kind)", mend: "It must be \(kind.expectation)")
        }
    }

    private mutating func check(
        _ text: String,
        _ form: TextForm,
        at place: ConfigurationPlace,
        as subject: String = "is a value that"
    ) {
        guard !form.accepts(text) else { return }
        faults.add(place, "\(subject) can't stand here", mend: "It must be \(form.expectation)")
    }

    private mutating func check(
        _ members: [JSONValue.Member],
        _ fields: [ConfigurationField],
        at place: ConfigurationPlace
    ) {
        for (key, value) in members {
            if let field = fields.first(where: { $0.key == key }) {
                check(value, field.kind, at: place / key)
            } else {
                faults.add(place / key, "is unknown", mend: Spelling.mend(for: key, among: fields.map(\.key)))
            }
        }
        for field in fields where field.isRequired && !members.contains(where: { $0.key == field.key }) {
            faults.add(place / field.key, "is missing", mend: "Add it: \(field.documentation.dropLast())")
        }
    }

    private mutating func checkItems(
        _ items: [JSONValue],
        _ kind: ConfigurationKind,
        atLeast least: Int,
        at place: ConfigurationPlace
    ) {
        if items.count < least { faults.add(place, "is empty", mend: "Name at least one") }
        for (index, item) in items.enumerated() { check(item, kind, at: place / "\(index)") }
    }

    private mutating func checkReference(_ members: [JSONValue.Member], at place: ConfigurationPlace) {
        let isReference =
            members.count == 1 && ["env", "file"].contains(members[0].key)
            && !(members[0].value.string ?? "").isEmpty
        guard !isReference else { return }
        faults.add(place, "names no secret", mend: "It must be \(ConfigurationKind.secret.expectation)")
    }
}
