/// Writes an amount for people. Nothing is rounded: it is the text on the wire with separators.
enum Price {
    static func written(_ amount: String, currency: String, in language: Language) -> String {
        let parts = amount.split(separator: ".", maxSplits: 1)
        let whole = grouped(String(parts.first ?? ""))
        let number = parts.count > 1 ? whole + "." + parts[1] : whole
        return language == .korean && currency == "KRW" ? number + "원" : number + " " + currency
    }

    private static func grouped(_ digits: String) -> String {
        String(digits.reversed().enumerated().flatMap { $0 > 0 && $0.isMultiple(of: 3) ? [",", $1] : [$1] }.reversed())
    }
}
