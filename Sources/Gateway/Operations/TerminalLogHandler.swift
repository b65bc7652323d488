import Logging

/// Log lines as text on standard error, for a person at a terminal; each thing has the name that it has in
/// ``JSONLogHandler``.
public struct TerminalLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info
    public var metadataProvider: Logger.MetadataProvider?
    private let lines: StreamLogHandler

    public init(label: String) {
        lines = .standardError(label: label, metadataProvider: nil)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var event = event
        event.metadata = RequestTrace.metadata(of: self, telling: event)
        lines.log(event: event)
    }
}
