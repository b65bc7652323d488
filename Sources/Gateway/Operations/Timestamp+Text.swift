import Foundation
import ProviderKit

extension Timestamp {
    /// `2026-11-22T16:30:00.123Z`.
    var iso8601: String {
        let days = milliseconds.flooredDivision(by: 86_400_000)
        let inDay = milliseconds - days * 86_400_000
        let (year, month, day) = Self.civil(days)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        Self.append(year, digits: 4, behind: nil, to: &text)
        Self.append(month, digits: 2, behind: "-", to: &text)
        Self.append(day, digits: 2, behind: "-", to: &text)
        Self.append(inDay / 3_600_000, digits: 2, behind: "T", to: &text)
        Self.append(inDay / 60_000 % 60, digits: 2, behind: ":", to: &text)
        Self.append(inDay / 1000 % 60, digits: 2, behind: ":", to: &text)
        Self.append(inDay % 1000, digits: 3, behind: ".", to: &text)
        return String(decoding: text, as: UTF8.self) + "Z"
    }

    /// The proleptic Gregorian date of a day counted from 1970-01-01, by eras of 400 years that begin in March.
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func append(_ number: Int64, digits: Int, behind mark: Unicode.Scalar?, to text: inout [UInt8]) {
        if let mark { text.append(UInt8(ascii: mark)) }
        let decimal = String(number).utf8
        for _ in 0..<max(0, digits - decimal.count) { text.append(UInt8(ascii: "0")) }
        text.append(contentsOf: decimal)
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
