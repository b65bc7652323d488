import Foundation
import ProviderKit

/// Korean Standard Time, nine hours ahead of UTC all year, as PGs write it without a zone.
enum KoreanTime {
    /// Written as `yyyyMMddHHmmss`.
    static func digits(_ time: Timestamp) -> String {
        text(time, "%04d%02d%02d%02d%02d%02d")
    }

    /// The day, as `yyyyMMdd`.
    static func day(_ time: Timestamp) -> String { String(digits(time).prefix(8)) }

    /// ISO 8601 with the zone, as `yyyy-MM-ddTHH:mm:ss+0900`.
    static func zoned(_ time: Timestamp) -> String {
        text(time, "%04d-%02d-%02dT%02d:%02d:%02d") + "+0900"
    }

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

    /// Reads fourteen digits, `yyyyMMddHHmmss`; anything else is `nil`.
    static func time(digits: String) -> Timestamp? {
        let bytes = Array(digits.utf8)
        guard bytes.count == 14, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
        let parts = DateComponents(
            year: number(0..<4),
            month: number(4..<6),
            day: number(6..<8),
            hour: number(8..<10),
            minute: number(10..<12),
            second: number(12..<14)
        )
        return calendar.date(from: parts).map { Timestamp(milliseconds: Int64($0.timeIntervalSince1970) * 1000) }
    }
}
