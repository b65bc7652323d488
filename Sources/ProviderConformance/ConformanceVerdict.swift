/// What came of a check that found nothing wrong.
public enum ConformanceVerdict: Hashable, Sendable {
    case passed
    /// The manifest, or the fake, declares that there is nothing to check, and the subject's `skips` say so, too; and
    /// why.
    case notApplicable(String)
}

/// What a module does wrong, in a sentence for its author.
public struct ConformanceFailure: Error, Hashable, CustomStringConvertible {
    /// The module's name.
    public let subject: String
    public let check: ConformanceCheck
    public let expected: String
    public let happened: String

    public var description: String {
        "\(subject) fails \(check.rawValue): expected \(expected), but \(happened)"
    }
}

/// Ends a check that has nothing to check.
struct NotApplicable: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Ends a check that found something wrong.
struct Shortcoming: Error {
    let expected: String
    let happened: String
}

/// Says what must hold.
///
/// - Parameters:
///   - holds: Whether it does.
///   - expectation: What was expected, as a noun phrase: "one charge".
///   - happened: What was found instead, as a clause: "the books say two".
/// - Throws: ``Shortcoming``.
func expect(
    _ holds: Bool,
    _ expectation: @autoclosure () -> String,
    but happened: @autoclosure () -> String
) throws {
    guard !holds else { return }
    throw Shortcoming(expected: expectation(), happened: happened())
}
