import ProviderKit

/// Reads one setting at a time, so that each fault is found.
struct InicisSettingsReader {
    let settings: [String: SettingValue]

    func clientIp() throws(ProviderError) -> String {
        guard let setting = settings["clientIp"] else {
            throw ProviderError(.setting("clientIp", "is missing, and must be our public IPv4 address"))
        }
        guard let text = setting.string, IPv4Address(text) != nil else {
            throw ProviderError(.setting("clientIp", "must be our public IPv4 address"))
        }
        return text
    }

    /// Addresses only: INICIS documents single ones, and no ranges.
    func noticeSources() throws(ProviderError) -> Set<String> {
        let addresses = try list("noticeSources", "an IPv4 address") { IPv4Address($0) == nil ? nil : $0 }
        return Set(addresses ?? [])
    }

    /// - Returns: `nil` where they are not set.
    func methods() throws(ProviderError) -> [InicisMethod]? {
        let methods = try list("methods", Self.aMethod) { InicisMethod(rawValue: $0) }
        guard methods?.isEmpty != true else { throw ProviderError(.setting("methods", "must name one at least")) }
        return methods
    }

    func mobileMethod() throws(ProviderError) -> InicisMethod {
        guard let setting = settings["mobileMethod"] else { return .card }
        guard let method = setting.string.flatMap(InicisMethod.init(rawValue:)) else {
            throw ProviderError(.setting("mobileMethod", "must be \(Self.aMethod)"))
        }
        return method
    }

    func phoneGoods() throws(ProviderError) -> String {
        guard let setting = settings["phoneGoods"] else { return "1" }
        guard let goods = setting.string, ["1", "2"].contains(goods) else {
            throw ProviderError(.setting("phoneGoods", #"must be "1" or "2""#))
        }
        return goods
    }

    func depositDays() throws(ProviderError) -> Int {
        guard let setting = settings["depositDays"] else { return 3 }
        guard let days = setting.integer, (1...30).contains(days) else {
            throw ProviderError(.setting("depositDays", "must be a whole number from 1 to 30"))
        }
        return days
    }

    private static let aMethod = "one of " + InicisMethod.allCases.map(\.rawValue).joined(separator: ", ")

    /// - Returns: `nil` where it is not set.
    private func list<Item>(
        _ key: String,
        _ expectation: String,
        _ read: (String) -> Item?
    ) throws(ProviderError) -> [Item]? {
        guard let setting = settings[key] else { return nil }
        guard let values = setting.list else { throw ProviderError(.setting(key, "must be a list")) }
        let items = values.map { $0.string.flatMap(read) }
        let wrong = items.indices.filter { items[$0] == nil }
        guard wrong.isEmpty else {
            throw ProviderError(wrong.map { .setting("\(key).\($0)", "must be \(expectation)") })
        }
        return items.compactMap(\.self)
    }
}
