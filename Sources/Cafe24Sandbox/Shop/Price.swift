/// Writes an amount for people. Nothing is rounded: it is the text on the wire with separators, without the zeros that
/// stand below the smallest coin of its currency.
enum Price {
    /// Cafe24's currencies without cents; the Admin API writes them with two zeros all the same.
    static let wholeCurrencies: Set<String> = ["KRW", "JPY", "VND"]

    static func written(_ amount: String, currency: String, in language: Language) -> String {
        let parts = amount.split(separator: ".", maxSplits: 1)
        let whole = grouped(String(parts.first ?? ""))
        let decimals = parts.count > 1 ? parts[1] : ""
        let isWhole = decimals.allSatisfy { $0 == "0" } && wholeCurrencies.contains(currency)
        let number = decimals.isEmpty || isWhole ? whole : whole + "." + decimals
        return language == .korean && currency == "KRW" ? number + "원" : number + " " + currency
    }

    private static func grouped(_ digits: String) -> String {
        String(digits.reversed().enumerated().flatMap { $0 > 0 && $0.isMultiple(of: 3) ? [",", $1] : [$1] }.reversed())
    }
}
