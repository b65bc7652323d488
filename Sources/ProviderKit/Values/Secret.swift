/// A credential that does not print itself.
///
/// Interpolating, dumping or logging a secret shows a placeholder. What signs or sends it says ``exposed`` aloud, so
/// that every such place can be found.
public struct Secret: Hashable, Sendable {
    /// The credential itself. Never put it into a log, an error or a page.
    public let exposed: String

    public init(_ text: String) {
        exposed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
