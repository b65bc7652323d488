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

    /// Whether nothing of it can be paid any more.
    var tookNothing: Bool { if case .over(let end) = self { end.isReversed || end.refusal != nil } else { false } }
}

/// An approval whose end INICIS has told: enough to know its return again.
struct InicisEnd: Hashable, Sendable, Codable {
    /// Whether a net-cancel undid it.
    let isReversed: Bool
    /// Why INICIS did not approve it.
    let refusal: InicisAttempt.Refusal?
    /// SHA-256 of the token.
    let digest: String
    let signed: Timestamp

    init(of attempt: InicisAttempt, isReversed: Bool, refusal: InicisAttempt.Refusal? = nil) {
        self.isReversed = isReversed
        self.refusal = refusal
        digest = Self.digest(attempt.pass)
        signed = attempt.signed
    }

    /// The attempt that it was, from the return that began it; `nil` for another one.
    func attempt(by pass: InicisPass) -> InicisAttempt? {
        digest == Self.digest(pass) ? InicisAttempt(pass, signed: signed) : nil
    }

    private static func digest(_ pass: InicisPass) -> String { SHA256.hash(data: Data(pass.token.utf8)).hexadecimal }
}
