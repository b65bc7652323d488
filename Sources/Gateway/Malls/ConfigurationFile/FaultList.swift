/// Faults while they are found.
struct FaultList {
    private var faults: [(place: ConfigurationPlace, fault: ConfigurationFault)] = []

    var isEmpty: Bool { faults.isEmpty }

    /// Notes a fault; only the first of one place counts, because a later one would follow from it.
    mutating func add(_ place: ConfigurationPlace, _ problem: String, mend: String) {
        guard !faults.contains(where: { $0.place == place }) else { return }
        faults.append((place, ConfigurationFault(place: "\(place)", problem: problem, mend: mend)))
    }

    /// Whether something is wrong at a place, within it or around it.
    func hasOne(around place: ConfigurationPlace) -> Bool {
        faults.contains { $0.place.steps.starts(with: place.steps) || place.steps.starts(with: $0.place.steps) }
    }

    /// The faults in the order of the file; what is missing stands where its surroundings begin.
    func sorted(by file: JSONValue) -> ConfigurationFaults {
        var order: [ConfigurationPlace: Int] = [:]
        Self.number(file, at: ConfigurationPlace(), &order)
        let positions = faults.map { Self.position(of: $0.place, order) }
        let sorted = faults.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
        return ConfigurationFaults(faults: sorted.map { faults[$0].fault })
    }

    private static func number(
        _ value: JSONValue,
        at place: ConfigurationPlace,
        _ order: inout [ConfigurationPlace: Int]
    ) {
        order[place] = order.count
        for (key, member) in value.members ?? [] { number(member, at: place / key, &order) }
        for (index, item) in (value.items ?? []).enumerated() { number(item, at: place / "\(index)", &order) }
    }

    private static func position(of place: ConfigurationPlace, _ order: [ConfigurationPlace: Int]) -> Int {
        if let position = order[place] { return position }
        return place.parent.map { position(of: $0, order) } ?? 0
    }
}
