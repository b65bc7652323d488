import ProviderKit

/// An approval that was begun, written down before it is sent.
///
/// No document lists the code by which an inquiry says "no such order", so that a refused inquiry proves nothing: only
/// where no attempt stands written has surely no money moved.
struct InicisAttempt: Hashable, Sendable, Codable {
    /// What INICIS said where it refused the approval, on the first try; a refusal of a repeat may mean the repeat.
    struct Refusal: Hashable, Sendable, Codable {
        let code: String
        let message: String
    }

    /// What is approved; its net-cancel needs it again, also after a crash.
    let pass: InicisPass
    /// When the approval was signed: a net-cancel repeats its parameters.
    let signed: Timestamp
    /// The net-cancels that were sent; `nil` while there are none.
    var undoing: InicisUndoing?
    var refusal: Refusal?

    init(_ pass: InicisPass, signed: Timestamp) {
        self.pass = pass
        self.signed = signed
    }

    /// Whether INICIS may be asked once more to undo it: that is for right after the approval only.
    func mayBeUndone(at now: Timestamp) -> Bool {
        (undoing?.sent ?? 0) < InicisUndoing.most && now < signed + InicisUndoing.time
    }

    /// Whether a net-cancel without an answer may still come through, so that nothing shown before is final.
    func isBeingUndone(at now: Timestamp) -> Bool {
        undoing?.unanswered.map { now < $0 + InicisUndoing.bound } ?? false
    }
}
