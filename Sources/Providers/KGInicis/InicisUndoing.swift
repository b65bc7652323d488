import ProviderKit

/// The net-cancels of one approval, written down before each is sent.
struct InicisUndoing: Hashable, Sendable, Codable {
    /// A net-cancel is no refund and belongs right after its approval; later only inquiries tell. Source:
    /// manual.inicis.com, standard payment.
    static let most = 3
    /// Counted from the approval's signing, which is before its sending.
    static let time = Duration.seconds(60)
    /// How long after its sending a net-cancel without an answer may still come through. No document of INICIS says;
    /// the longest read time-out that any Korean PG's documents name is 60 s (Toss Payments, NAVER Pay), and this is
    /// twice as long.
    static let bound = Duration.seconds(120)

    var sent = 0
    /// When the last one was sent that has no answer.
    var unanswered: Timestamp?

    /// With one more, about to be sent.
    func another(at now: Timestamp) -> InicisUndoing { InicisUndoing(sent: sent + 1, unanswered: now) }

    /// With what became of that one. An answer to it leaves open what became of those before.
    func ended(by undone: InicisUndo, after before: InicisUndoing?) -> InicisUndoing? {
        switch undone {
        case .proved, .refused: InicisUndoing(sent: sent, unanswered: before?.unanswered)
        case .unanswered: self
        case .unsent: before
        }
    }
}
