import Foundation
import GRDB
import GRDBSQLite

/// Puts values into the places of a statement, one after the other.
struct ColumnWriter {
    private let statement: SQLiteStatement
    private var place: CInt = 0
    /// What SQLite said first that was not "OK".
    private(set) var trouble = SQLITE_OK

    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    mutating func add(_ value: some ColumnValue) {
        place += 1
        let code = value.put(into: statement, at: place)
        if trouble == SQLITE_OK { trouble = code }
    }
}

/// What a place of a statement takes.
protocol ColumnValue: Sendable {
    /// - Returns: What SQLite says.
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt
}

/// SQLite's own sign that it is to copy what it is given (`SQLITE_TRANSIENT`).
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt { sqlite3_bind_int64(statement, place, self) }
}

extension Int: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt { Int64(self).put(into: statement, at: place) }
}

extension Bool: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt {
        Int64(self ? 1 : 0).put(into: statement, at: place)
    }
}

extension String: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt {
        var text = self
        return text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, place, $0.baseAddress, CInt($0.count), copied)
            }
        }
    }
}

extension Data: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt {
        withUnsafeBytes { bytes in
            // Without bytes there is no address either, and SQLite takes that for `NULL`.
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, place, 0)
                : sqlite3_bind_blob(statement, place, bytes.baseAddress, CInt(bytes.count), copied)
        }
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    func put(into statement: SQLiteStatement, at place: CInt) -> CInt {
        self?.put(into: statement, at: place) ?? sqlite3_bind_null(statement, place)
    }
}
