import Foundation

/// Korean Standard Time, nine hours ahead of UTC all year, as Korean systems write it, mostly without a zone.
public enum KoreanTime {
    /// Written as `yyyyMMddHHmmss`.
    public static func digits(_ time: Timestamp) -> String {
        text(time, "%04d%02d%02d%02d%02d%02d")
    }

    /// The day, as `yyyyMMdd`.
    public static func day(_ time: Timestamp) -> String { String(digits(time).prefix(8)) }

    /// ISO 8601 with the zone, as `yyyy-MM-ddTHH:mm:ss+0900`.
    public static func zoned(_ time: Timestamp) -> String {
        text(time, "%04d-%02d-%02dT%02d:%02d:%02d") + "+0900"
    }

    /// Reads fourteen digits, `yyyyMMddHHmmss`; anything else is `nil`.
    public static func time(digits: some StringProtocol) -> Timestamp? {
        let bytes = Array(digits.utf8)
        guard bytes.count == 14, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let parts = DateComponents(
            year: number(0..<4),
            month: number(4..<6),
            day: number(6..<8),
            hour: number(8..<10),
            minute: number(10..<12),
            second: number(12..<14)
        )
        guard let month = parts.month, let day = parts.day, let hour = parts.hour, let minute = parts.minute,
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, number(12..<14) < 61
        else { return nil }
        return calendar.date(from: parts).map { Timestamp(milliseconds: Int64($0.timeIntervalSince1970) * 1000) }
    }

    /// Reads ISO 8601: `2026-11-22T16:30:00.000` without a zone is Korean time; a zone that is there counts.
    public static func time(iso text: String) -> Timestamp? {
        let parts = text.utf8.count >= 19 ? (text.prefix(19), text.dropFirst(19)) : ("", "")
        let marks = parts.0.enumerated().filter { !$0.element.isASCII || !$0.element.isNumber }
        guard ["4-7-10T13:16:", "4-7-10 13:16:"].contains(marks.map { "\($0.offset)\($0.element)" }.joined()),
            let korean = time(digits: parts.0.filter(\.isNumber)), let tail = Tail(parts.1)
        else { return nil }
        let moment = korean + .milliseconds(tail.milliseconds)
        return tail.ahead.map { moment + offset - $0 } ?? moment
    }

    private static let offset = Duration.seconds(9 * 3600)

    private static func text(_ time: Timestamp, _ format: String) -> String {
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second],
            from: Date(timeIntervalSince1970: TimeInterval(time.milliseconds / 1000))
        )
        return String(
            format: format,
            parts.year ?? 0,
            parts.month ?? 0,
            parts.day ?? 0,
            parts.hour ?? 0,
            parts.minute ?? 0,
            parts.second ?? 0
        )
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        return calendar
    }()
}

extension KoreanTime {
    /// What stands behind the seconds: a fraction, and a zone.
    private struct Tail {
        let milliseconds: Int64
        /// How far the zone is ahead of UTC; `nil` where none is named.
        let ahead: Duration?

        init?(_ text: Substring) {
            var rest = text
            var fraction = ""
            if rest.first == "." {
                fraction = String(rest.dropFirst().prefix { "0123456789".contains($0) })
                rest = rest.dropFirst(1 + fraction.count)
            }
            milliseconds = Int64(fraction.prefix(3) + String(repeating: "0", count: max(0, 3 - fraction.count))) ?? 0
            if rest.isEmpty || rest == "Z" {
                ahead = rest.isEmpty ? nil : .zero
                return
            }
            let digits = rest.dropFirst().filter { $0 != ":" }
            guard rest.first == "+" || rest.first == "-", digits.utf8.count == 4,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let hours = Int64(digits.prefix(2)),
                let minutes = Int64(digits.suffix(2))
            else { return nil }
            let distance = Duration.seconds(hours * 3600 + minutes * 60)
            ahead = rest.first == "+" ? distance : .zero - distance
        }
    }
}
