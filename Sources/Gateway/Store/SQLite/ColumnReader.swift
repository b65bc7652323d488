import Foundation
import GRDB
import GRDBSQLite
import ProviderKit

/// Reads the columns of a row one after the other, by index.
///
/// The tables are `STRICT` and their columns `NOT NULL` where a value is read that must be there; what a column holds
/// beyond its SQL type is checked here.
struct ColumnReader {
    private let row: SQLiteStatement
    private var index: CInt = -1

    /// - Parameter row: A statement that stands at a row, and does until the reader is done.
    init(_ row: SQLiteStatement) {
        self.row = row
    }

    mutating func value() -> Int64 {
        index += 1
        return sqlite3_column_int64(row, index)
    }

    mutating func value() -> Int { Int(value() as Int64) }

    mutating func value() -> Bool { value() as Int64 != 0 }

    mutating func value() -> String {
        index += 1
        guard let text = sqlite3_column_text(row, index) else { return "" }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, index)))
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func value() -> Data {
        index += 1
        guard let bytes = sqlite3_column_blob(row, index) else { return Data() }
        return Data(bytes: bytes, count: Int(sqlite3_column_bytes(row, index)))
    }

    mutating func optional() -> Int64? { isNull() ? nil : value() }

    mutating func optional() -> String? { isNull() ? nil : value() }

    mutating func optional() -> Data? { isNull() ? nil : value() }

    /// Steps over a column that holds nothing.
    private mutating func isNull() -> Bool {
        guard sqlite3_column_type(row, index + 1) == SQLITE_NULL else { return false }
        index += 1
        return true
    }

    mutating func moment() -> Timestamp { Timestamp(milliseconds: value()) }

    mutating func optionalMoment() -> Timestamp? { optional().map(Timestamp.init(milliseconds:)) }

    /// A text of a known set.
    mutating func parsed<Value>(_ parse: (String) -> Value?) throws -> Value {
        let text: String = value()
        guard let value = parse(text) else { throw UnreadableRow(text: text) }
        return value
    }

    mutating func optionalParsed<Value>(_ parse: (String) -> Value?) throws -> Value? {
        guard let text = optional() as String? else { return nil }
        guard let value = parse(text) else { throw UnreadableRow(text: text) }
        return value
    }

    /// A value kept as JSON.
    mutating func optionalJSON<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        guard let text = optional() as String? else { return nil }
        return try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// Two columns: code and message, or neither.
    mutating func reason() -> Payment.Reason? {
        guard let code = optional() as String? else {
            index += 1
            return nil
        }
        return Payment.Reason(code: code, message: value())
    }
}

/// The database holds a word that this version does not know.
struct UnreadableRow: Error, CustomStringConvertible {
    let text: String
    var description: String { "the database holds what this version cannot read: \(text.prefix(40))" }
}

/// JSON with a single form for equal values, for columns.
func columnJSON(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
