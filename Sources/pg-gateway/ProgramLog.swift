import Foundation
import Gateway
import Logging

/// The program's log, on standard error: text for a person at a terminal, JSON for everybody else.
enum ProgramLog {
    static func logger(level: Logger.Level = .info) -> Logger {
        let isTerminal = isatty(STDERR_FILENO) == 1
        var logger = Logger(label: "pg-gateway") { label -> any LogHandler in
            isTerminal ? TerminalLogHandler(label: label) : JSONLogHandler(label: label)
        }
        logger.logLevel = level
        return logger
    }

    /// For commands that answer on standard output: only what went wrong.
    static var quiet: Logger { logger(level: .error) }
}
