import Crypto
import Foundation
import ProviderKit

/// What stands written about a payment's approval.
enum InicisMark: Hashable, Sendable, Codable {
    /// Its end is not known.
    case begun(InicisAttempt)
    /// INICIS has said how it ended; the token is kept no longer.
    case over(InicisEnd)
    /// Sealed under an older sign key: one was begun, and only an inquiry may tell more.
    case unreadable

    /// Whether a net-cancel was begun that may still come through.
    var isBeingUndone: Bool { if case .begun(let attempt) = self { attempt.isBeingUndone } else { false } }

    /// Whether nothing of it can be paid any more.
    var isReversed: Bool { if case .over(let end) = self { end.isReversed } else { false } }
}

/// An approval whose end INICIS has told: enough to know its return again.
struct InicisEnd: Hashable, Sendable, Codable {
    /// Whether a net-cancel undid it.
    let isReversed: Bool
    /// SHA-256 of the token.
    let digest: String
    let signed: Timestamp

    init(of attempt: InicisAttempt, isReversed: Bool) {
        self.isReversed = isReversed
        digest = Self.digest(attempt.pass)
        signed = attempt.signed
    }

    /// The attempt that it was, from the return that began it; `nil` for another one.
    func attempt(by pass: InicisPass) -> InicisAttempt? {
        digest == Self.digest(pass) ? InicisAttempt(pass, signed: signed) : nil
    }

    private static func digest(_ pass: InicisPass) -> String { SHA256.hash(data: Data(pass.token.utf8)).hexadecimal }
}
