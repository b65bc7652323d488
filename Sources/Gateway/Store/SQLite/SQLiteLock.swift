import Foundation
import Synchronization

/// Keeps a second `serve` off a database. Commands that only look or change a little do not take it.
///
/// The lock is the operating system's, on a file beside the database, and goes with the process, however that ends.
public final class SQLiteLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock, without waiting for it.
    ///
    /// - Parameter databasePath: The database's file.
    /// - Throws: ``Refused``.
    public init(databasePath: String) throws(Refused) {
        let path = databasePath + ".lock"
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Refused(message: "\(path): \(String(cString: strerror(errno)))") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(file)
            throw Refused(
                message: number == EWOULDBLOCK
                    ? "\(databasePath) is being served by another process"
                    : "\(path): \(String(cString: strerror(number)))"
            )
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Lets the lock go; a second time does nothing.
    public func release() {
        descriptor.withLock { file in
            guard let open = file else { return }
            file = nil
            close(open)
        }
    }

    /// Why the lock was not taken.
    public struct Refused: Error, CustomStringConvertible {
        let message: String
        public var description: String { message }
    }
}
