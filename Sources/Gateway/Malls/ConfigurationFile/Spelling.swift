/// Guesses which word was meant.
enum Spelling {
    /// The nearest known word, or all of them where none is near.
    static func mend(for word: String, among known: [String]) -> String {
        guard !known.isEmpty else { return "Take it out; nothing may stand here" }
        let nearest = known.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .min { $0.distance < $1.distance }
        if let nearest, nearest.distance <= max(1, nearest.word.count / 3) {
            return "Perhaps \(nearest.word) is meant"
        }
        return "Known are \(known.joined(separator: ", "))"
    }

    /// How many letters must be put in, taken out or changed (Levenshtein).
    private static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other.prefix(64))
        var row = Array(0...other.count)
        for (index, letter) in one.prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, otherLetter) in other.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == otherLetter ? 0 : 1))
                diagonal = above
            }
        }
        return row[other.count]
    }
}
