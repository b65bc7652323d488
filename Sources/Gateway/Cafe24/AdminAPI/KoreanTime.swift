import ProviderKit

/// Reads the Admin API's times: `2026-11-22T16:30:00.000` without a zone is Korean time, nine hours ahead of UTC
/// (contract, B7). A zone that is there counts.
enum KoreanTime {
    private static let offset = Duration.seconds(9 * 3600)

    static func timestamp(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x20,
            bytes[13] == 0x3A, bytes[16] == 0x3A
        else { return nil }
        let fields = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].map { number(bytes[$0]) }
        guard let year = fields[0], let month = fields[1], let day = fields[2], let hour = fields[3],
            let minute = fields[4], let second = fields[5],
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        guard let (milliseconds, zone) = tail(bytes[19...]) else { return nil }
        let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        return Timestamp(milliseconds: seconds * 1000 + milliseconds) - (zone ?? offset)
    }

    /// What stands behind the seconds: a fraction, and a zone.
    private static func tail(_ bytes: ArraySlice<UInt8>) -> (milliseconds: Int64, zone: Duration?)? {
        var rest = bytes
        var milliseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard let value = number(digits.prefix(3) + Array(repeating: 0x30, count: max(0, 3 - digits.count))) else {
                return nil
            }
            milliseconds = value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let mark = rest.first else { return (milliseconds, nil) }
        if mark == UInt8(ascii: "Z"), rest.count == 1 { return (milliseconds, .zero) }
        let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-"), digits.count == 4,
            let hours = number(digits.prefix(2)[...]), let minutes = number(digits.suffix(2)[...])
        else { return nil }
        let ahead = Duration.seconds(hours * 3600 + minutes * 60)
        return (milliseconds, mark == UInt8(ascii: "+") ? ahead : .zero - ahead)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// Days since 1970-01-01 of a Gregorian date, by eras of 400 years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
