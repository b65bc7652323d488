extension Money {
    /// The amount for a page that people read, with its thousands grouped: `12,000 KRW`. Never parsed, hashed or sent.
    public var grouped: String {
        let parts = text.split(separator: ".", maxSplits: 1)
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index).isMultiple(of: 3), whole != "-" { whole += "," }
            whole.append(digit)
        }
        return whole + (parts.count == 2 ? ".\(parts[1])" : "") + " \(currency.code)"
    }
}
