import ArgumentParser
import Foundation

/// The program's two voices: answers go to one, troubles to the other.
///
/// Whoever listens may be gone, and the disk behind it may be full; that ends no command in the middle.
enum Standard {
    case output, error

    /// Writes what a command was asked for, which is all it does.
    ///
    /// - Throws: `ExitCode.failure` where it cannot be written.
    func answer(_ text: String) throws {
        guard let trouble = write(text) else { return }
        // A reader that has heard enough, as `head` has, needs no word about it.
        if trouble != EPIPE {
            Standard.error.say("pg-gateway: the answer cannot be written: \(String(cString: strerror(trouble)))")
        }
        throw ExitCode.failure
    }

    /// Writes what has happened. The exit status says it too, so whether anybody reads it changes nothing.
    func say(_ text: String) { _ = write(text) }

    /// - Returns: The system's number of what went wrong; `nil` where all was written.
    private func write(_ text: String) -> CInt? {
        let descriptor = self == .output ? STDOUT_FILENO : STDERR_FILENO
        return Array((text + "\n").utf8).withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count < 0 ? errno : EIO }
                written += count
            }
            return nil
        }
    }

    /// To be called before anything else: a pipe that nobody reads any more, and a stream that was closed before the
    /// start, are failed writes and nothing worse.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        // The next file that is opened would take the place of a closed stream, and get the log: the database, say.
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The other way round, so that it stays unusable.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
