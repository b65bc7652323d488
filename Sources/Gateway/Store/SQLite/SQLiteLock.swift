import Foundation
import Synchronization

/// Keeps a second `serve` off a database. Commands that only look or change a little do not take it.
///
/// The lock is the operating system's, on the database itself, so that it is the same by whatever name somebody comes:
/// a link, say. SQLite's own locks are of another kind (`fcntl`), and on Linux neither hears of the other. It goes with
/// the process, however that ends.
public final class SQLiteLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock, without waiting for it, and makes a missing file that only its owner reads.
    ///
    /// - Parameter databasePath: The database's file.
    /// - Throws: ``Refused``.
    public init(databasePath: String) throws(Refused) {
        let file = open(databasePath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Refused(databasePath, errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(file)
            throw Refused(databasePath, number)
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Lets the lock go; a second time does nothing. To be called when the database is closed: closing any descriptor
    /// of a file ends SQLite's locks on it in this process.
    public func release() {
        descriptor.withLock { file in
            guard let open = file else { return }
            file = nil
            close(open)
        }
    }

    /// Why the lock was not taken.
    public struct Refused: Error, CustomStringConvertible {
        public let description: String

        /// By the system's number of what went wrong.
        fileprivate init(_ path: String, _ number: CInt) {
            description =
                number == EWOULDBLOCK
                ? "\(path) is being served by another process"
                : "the database \(path) cannot be opened: \(String(cString: strerror(number)))"
        }
    }
}
