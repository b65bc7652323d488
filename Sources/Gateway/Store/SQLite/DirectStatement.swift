import GRDB
import GRDBSQLite

/// A prepared statement that is bound and read by position, value by value.
///
/// Every checkout runs a dozen statements, and what GRDB builds around each of them (arguments, rows, names of columns)
/// costs several times what SQLite does with it. GRDB keeps the prepared statement and the connection; its observers
/// hear nothing of what runs here, and the store has none.
struct DirectStatement {
    typealias Binding = (inout ColumnWriter) throws -> Void

    private let prepared: Statement

    /// Prepares a statement, once for each connection.
    init(_ sql: String, in db: Database) throws {
        prepared = try db.cachedStatement(sql: sql)
    }

    /// Runs it to its end.
    func run(_ bind: Binding) throws {
        try bound(by: bind) { while try step() {} }
    }

    /// Reads all its rows.
    func rows<Row>(_ bind: Binding, _ read: (inout ColumnReader) throws -> Row) throws -> [Row] {
        try bound(by: bind) {
            var rows: [Row] = []
            while try step() {
                var columns = ColumnReader(prepared.sqliteStatement)
                rows.append(try read(&columns))
            }
            return rows
        }
    }

    /// Reads its first row, where there is one.
    func first<Row>(_ bind: Binding, _ read: (inout ColumnReader) throws -> Row) throws -> Row? {
        try bound(by: bind) {
            guard try step() else { return nil }
            var columns = ColumnReader(prepared.sqliteStatement)
            return try read(&columns)
        }
    }

    private func bound<Result>(by bind: Binding, _ use: () throws -> Result) throws -> Result {
        defer { sqlite3_reset(prepared.sqliteStatement) }
        var values = ColumnWriter(prepared.sqliteStatement)
        try bind(&values)
        guard values.trouble == SQLITE_OK else { throw failure(values.trouble) }
        return try use()
    }

    /// - Returns: Whether there is a row to read.
    /// - Throws: The database's error.
    private func step() throws -> Bool {
        let code = sqlite3_step(prepared.sqliteStatement)
        guard code == SQLITE_ROW || code == SQLITE_DONE else { throw failure(code) }
        return code == SQLITE_ROW
    }

    private func failure(_ code: CInt) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(prepared.sqliteStatement)).map { String(cString: $0) }
        return DatabaseError(resultCode: GRDB.ResultCode(rawValue: code), message: message, sql: prepared.sql)
    }
}

/// For what is not written or read with every payment.
extension DirectStatement {
    typealias Values = [any ColumnValue]

    func run(_ values: Values) throws { try run { Self.add(values, to: &$0) } }

    func rows<Row>(_ values: Values, _ read: (inout ColumnReader) throws -> Row) throws -> [Row] {
        try rows({ Self.add(values, to: &$0) }, read)
    }

    /// Reads its rows until there are enough, without those that `read` makes nothing of.
    func rows<Row>(
        _ values: Values,
        atMost limit: Int,
        _ read: (inout ColumnReader) throws -> Row?
    ) throws -> [Row] {
        try bound(by: { Self.add(values, to: &$0) }) {
            var rows: [Row] = []
            while rows.count < limit, try step() {
                var columns = ColumnReader(prepared.sqliteStatement)
                if let row = try read(&columns) { rows.append(row) }
            }
            return rows
        }
    }

    func first<Row>(_ values: Values, _ read: (inout ColumnReader) throws -> Row) throws -> Row? {
        try first({ Self.add(values, to: &$0) }, read)
    }

    private static func add(_ values: Values, to row: inout ColumnWriter) {
        for value in values { row.add(value) }
    }
}
