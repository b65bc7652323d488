/// A moment in UTC, to the millisecond.
///
/// A PG's zoneless local time becomes a timestamp at the module's edge; nothing behind it knows time zones.
public struct Timestamp: Hashable, Sendable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (one: Timestamp, other: Timestamp) -> Bool { one.milliseconds < other.milliseconds }

    /// A later moment; a negative duration gives an earlier one. Finer parts than milliseconds are dropped.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: moment.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        moment + (.zero - duration)
    }

    /// How long after `other` this moment is.
    public static func - (moment: Timestamp, other: Timestamp) -> Duration {
        .milliseconds(moment.milliseconds - other.milliseconds)
    }
}
