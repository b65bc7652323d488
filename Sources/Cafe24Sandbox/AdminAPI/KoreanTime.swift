import Foundation

/// Times as Cafe24 writes them.
enum KoreanTime {
    /// `2022-05-19T00:30:00.000`: Korean, without saying so.
    static func zoneless(_ date: Date) -> String { String(style.format(date).prefix(23)) }

    /// `2022-05-19T00:30:00+09:00`.
    static func full(_ date: Date) -> String { zoneless(date).prefix(19) + "+09:00" }

    private static let style = Date.ISO8601FormatStyle(
        includingFractionalSeconds: true,
        timeZone: TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
    )
}
