import Foundation
import Logging
import ProviderKit

/// Log lines as JSON objects, one a line, for machines that collect them.
public struct JSONLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let clock: any ProviderClock

    public init(label: String, clock: any ProviderClock = SystemClock()) {
        self.label = label
        self.clock = clock
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var bytes = Array(line(for: event).utf8)
        bytes.append(UInt8(ascii: "\n"))
        // One write for one line, so that lines of several threads do not mix.
        bytes.withUnsafeBytes { line in
            var written = 0
            while written < line.count {
                let count = write(STDERR_FILENO, line.baseAddress.map { $0 + written }, line.count - written)
                guard count > 0 || errno == EINTR else { return }
                written += max(0, count)
            }
        }
    }

    func line(for event: LogEvent) -> String {
        var object = JSONObject()
        object.add("time", clock.now().iso8601)
        object.add("level", event.level.rawValue)
        object.add("message", "\(event.message)")
        let all = RequestTrace.metadata(of: self, telling: event)
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            object.add(Self.freeName(name, beside: all), Self.text(value))
        }
        return object.text
    }

    /// A name that is in the line already gets another: which of two equal ones counts is each reader's own guess.
    private static func freeName(_ name: String, beside metadata: Logger.Metadata) -> String {
        guard ["time", "level", "message"].contains(name) else { return name }
        var free = "metadata." + name
        while metadata[free] != nil { free = "metadata." + free }
        return free
    }

    /// Nearly every value is text already.
    private static func text(_ value: Logger.MetadataValue) -> String {
        if case .string(let text) = value { text } else { "\(value)" }
    }
}
