import Foundation
import Synchronization

/// Order ids of Cafe24's form, `YYYYMMDD-NNNNNNN`, with the date in Korea.
///
/// Counting starts at a hundred times the second of the day, so that a mall started again on the same day does not
/// use an id that the gateway still remembers.
final class OrderNumbers: Sendable {
    private let last: Mutex<Int>
    private let calendar: Calendar

    init(openedAt: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        self.calendar = calendar
        let second = Int(openedAt.timeIntervalSince(calendar.startOfDay(for: openedAt)))
        last = Mutex(second * 100)
    }

    func next(at time: Date) -> String {
        let number = last.withLock { last in
            last += 1
            return last
        }
        let date = calendar.dateComponents([.year, .month, .day], from: time)
        let day = [(date.year, 4), (date.month, 2), (date.day, 2)].map { Self.padded($0 ?? 0, to: $1) }.joined()
        return day + "-" + Self.padded(number, to: 7)
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
