import Foundation
import GRDB
import ProviderKit

/// Reads the columns of a row one after the other, by index.
///
/// The tables are `STRICT` and their columns `NOT NULL` where a value is read that must be there; what a column holds
/// beyond its SQL type is checked here.
struct ColumnReader {
    private let row: Row
    private var index = -1

    init(_ row: Row) {
        self.row = row
    }

    mutating func value<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
        index += 1
        return row[index]
    }

    mutating func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value? {
        index += 1
        return row[index]
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
